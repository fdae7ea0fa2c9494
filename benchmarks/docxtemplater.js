// docxtemplater's usual way: a new instance for every document. Prints the seconds a document took.
//   node docxtemplater.js TEMPLATE.docx CONTEXTS.json FOLDER
const fs = require("fs");
const path = require("path");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [template, contexts, folder] = process.argv.slice(2);
const read = (tag, scope) => (tag === "." ? scope : tag.split(".").reduce((found, name) => (found == null ? found : found[name]), scope));
const isSaid = (value) => (value === undefined ? undefined : Array.isArray(value) ? value.length > 0 : Boolean(value));
const parser = (tag) => ({ get: (scope) => (tag.endsWith("?") ? isSaid(read(tag.slice(0, -1), scope)) : read(tag, scope)) });
const content = fs.readFileSync(template);
const all = JSON.parse(fs.readFileSync(contexts, "utf-8"));

function make(context, name) {
  const document = new Docxtemplater(new PizZip(content), {
    delimiters: { start: "{{", end: "}}" },
    paragraphLoop: true,
    parser,
  });
  document.render(context);
  fs.writeFileSync(path.join(folder, name), document.toBuffer({ compression: "DEFLATE" }));
}

for (const context of all.slice(0, 50)) make(context, "warm.docx"); // let the compiler of node get warm
const began = process.hrtime.bigint();
all.forEach((context, number) => make(context, `docxtemplater-${number}.docx`));
console.log(Number(process.hrtime.bigint() - began) / 1e9 / all.length);
