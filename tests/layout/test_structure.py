"""Chapters, sections, articles, clauses, points, Roman and numbered headings."""

import pytest

STYLED = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'


def letters(text, properties):
    return lambda edit: edit.letters(text, properties)


def reworded(old, new, place=0):
    return lambda edit: edit.text(old, new, place)


def aligned(text, where):
    return lambda edit: edit.settle(text, f'<w:jc w:val="{where}"/>')


def with_sections(first="Mục 1", second="Mục 2", name="NGUYÊN TẮC"):
    """The rules with two sections in the first chapter."""

    def change(edit):
        edit.before("Điều 1. Phạm vi", STYLED.format("Chuong", first) + STYLED.format("TenChuong", name))
        edit.before("Điều 2. Nguyên tắc", STYLED.format("Chuong", second) + STYLED.format("TenChuong", "CHẾ ĐỘ"))

    return change


def then(*changes):
    return lambda edit: [change(edit) for change in changes]


CASES = [
    ("T-40", "quy_che", reworded("Chương II", "Chương 2"), "ghi số Ả Rập, đúng là II"),
    ("T-40", "quy_che", reworded("Chương II", "Chương III"), "Chương III đứng sau chương I, đúng là II"),
    ("T-40", "quy_che", reworded("Chương I", "Chương IV"), "Chương đầu tiên ghi IV, đúng là I"),
    ("T-40", "quy_che", letters("Chương II", '<w:b w:val="0"/>'), "“Chương II” phải là chữ đậm"),
    ("T-40", "quy_che", aligned("Chương II", "left"), "“Chương II” phải căn giữa"),
    ("T-40", "quy_che", reworded("Chương II", "CHƯƠNG II"), "“CHƯƠNG II” không viết in hoa toàn bộ"),
    ("T-40", "quy_che", reworded("CHẾ ĐỘ LÀM VIỆC", "Chế độ làm việc"), "Tên phần, chương “Chế độ làm việc” phải viết in hoa"),
    ("T-40", "quy_che", letters("CHẾ ĐỘ LÀM VIỆC", '<w:sz w:val="26"/>'), "Tên phần, chương cỡ 13"),
    ("T-41", "quy_che", with_sections(second="Mục 3"), "Mục 3 đứng sau mục 1, đúng là 2"),
    ("T-41", "quy_che", with_sections(first="Mục I"), "ghi số La Mã, đúng là Mục 1"),
    ("T-41", "quy_che", with_sections(name="Nguyên tắc"), "Tên mục “Nguyên tắc” phải viết in hoa"),
    ("T-41", "quy_che", then(with_sections(), aligned("Mục 2", "left")), "“Mục 2” phải căn giữa"),
    ("T-42", "quy_che", reworded("Điều 3. Chế độ", "Điều 4. Chế độ"), "Điều 4 đứng sau điều 2, đúng là 3"),
    ("T-42", "quy_che", reworded("Điều 3. Chế độ", "Điều 3: Chế độ"), "phải viết “Điều 3.” (có dấu chấm)"),
    ("T-42", "quy_che", reworded("Điều 3. Chế độ", "ĐIỀU 3. Chế độ"), "“ĐIỀU 3.” phải viết “Điều 3.”"),
    ("T-42", "quy_che", letters("Điều 3. Chế độ", '<w:b w:val="0"/>'), "phải đậm cả dòng"),
    ("T-42", "quyet_dinh", letters("Điều 2.", '<w:b w:val="0"/>'), "“Điều 2.” phải đậm"),
    ("T-42 T-31", "quyet_dinh", lambda e: [e.text(f"Điều {n}.", "Nội dung:") for n in (1, 2, 3)], "Không thấy điều nào"),
    ("T-43", "quy_che", reworded("3. Tự phê bình", "4. Tự phê bình"), "Khoản 4 đứng sau khoản 2, đúng là 3"),
    ("T-43", "quy_che", reworded("3. Tự phê bình", "3) Tự phê bình"), "“3)” phải viết “3.”"),
    ("T-43", "quy_che", letters("3. Tự phê bình", "<w:b/>"), "có số in đậm"),
    ("T-43", "quy_che", reworded("1. Chi bộ sinh hoạt", "2. Chi bộ sinh hoạt"), "Khoản đầu tiên ghi 2"),
    ("T-44", "quy_che", reworded("đ) Nội dung", "e) Nội dung"), "Điểm e) đứng sau điểm d), đúng là đ)"),
    ("T-44", "quy_che", reworded("a) Nội dung", "b) Nội dung"), "Điểm b), đúng là a)"),
    ("T-44", "quy_che", reworded("a) Nội dung", "a. Nội dung"), "“a.” phải viết “a)”"),
    ("T-44", "quy_che", letters("c) Nội dung", "<w:b/>"), "Điểm “c) Nội dung thứ 3.”".removesuffix("”")),
    ("T-45", "nghi_quyet", reworded("II. PHƯƠNG", "III. PHƯƠNG"), "Đề mục III đứng sau đề mục I, đúng là II"),
    ("T-45", "nghi_quyet", letters("II. PHƯƠNG", '<w:b w:val="0"/>'), "phải in hoa, đậm"),
    ("T-45", "nghi_quyet", reworded("III. PHÂN CÔNG, TỔ", "III. Phân công, tổ"), "phải in hoa, đậm"),
    ("T-45", "nghi_quyet", reworded("II. PHƯƠNG", "II- PHƯƠNG"), "viết nhiều kiểu: “I-”, “I.”"),
    ("T-46", "nghi_quyet", reworded("2. Kết quả", "3. Kết quả"), "Mục 3 đứng sau mục 1, đúng là 2"),
    ("T-46", "nghi_quyet", reworded("1. Chi ủy", "2. Chi ủy"), "Mục đầu tiên ghi 2, đúng là 1"),
]
PASSES = [
    ("quy_che", with_sections()),
    ("quy_che", lambda e: [e.text(f"Chương {n}", f"Phần thứ {word}") for n, word in (("II", "hai"), ("I", "nhất"))]),
    ("quy_che", reworded("3. Tự phê bình", "1. Tự phê bình")),
    ("quy_che", reworded("Nội dung thứ 3.", "Nội dung nêu ở Chương II của Quy chế này.")),
    ("nghi_quyet", lambda e: [e.text(f"{n}. ", f"{n}- ", place) for n, place in (("III", 0), ("II", 0), ("I", 0))]),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_a_division_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_a_division_that_the_standard_allows(passes, name, change):
    passes(name, change)


NUMBERED = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_words_own_list_letters_miss_the_d_with_a_stroke(spoil, number_by_word):
    found = [each for each in spoil("quy_che", number_by_word("lowerLetter", "%1)", "Nội dung thứ", 6)) if each.rule == "T-44"]
    assert ["Điểm e) đứng sau điểm d), đúng là đ)" in each.message for each in found] == [True, False]
    assert "Điểm f) đứng sau điểm e), đúng là g)" in found[1].message


def test_clauses_numbered_by_word_are_clauses(passes, number_by_word):
    passes("quy_che", number_by_word("decimal", "%1.", "Chi bộ sinh hoạt thường kỳ", 1))


@pytest.fixture
def number_by_word():
    """The first `count` paragraphs with `words` get their numbers from a list instead of from typed text."""
    part, types, links = "word/numbering.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"

    def make(form, text, words, count):
        def change(edit):
            numbering = NUMBERED.replace("lowerLetter", form).replace("%1)", text)
            edit.add(part, f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>')
            edit.replace(types, "</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')
            edit.replace(
                links,
                "</Relationships>",
                f'<Relationship Id="rIdList" Type="{relation}" Target="numbering.xml"/></Relationships>',
            )
            for place in range(count):
                run = edit.paragraph(words, place).find(f".//{{{W}}}t")
                run.text = run.text.partition(" ")[2]
                edit.settle(words, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', place)

        return change

    return make


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
