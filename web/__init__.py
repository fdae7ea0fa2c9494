"""The application in the browser, and its JSON for other programs. Flask is imported here and nowhere else.

app, server            the parts put together; waitress, on this machine or in a network
menu, desk             the main menu; whose store, who asks, what a page asks of its user
safety, failures       headers and doors; what is shown when something fails
login, accounts, passwords, oidc    who may come in, where people log in
languages, moments, shown, paging   what all pages say alike

fields, grouping       schema -> what a form shows (grouping.yaml)
forms, rows            submitted pairs <-> answers <-> data; rows added, moved, pasted
binding, problems      fields and answers -> what a page prints; errors in the words of a form
work, saving           what one request works on; drafts between the store and the pages
intake, comparing      files that are opened again, and what was changed in them in Word
prefill, carrying, followups        what a new draft begins with, and where that came from
people, tallies, offers, offer_rules   help in a form: the roster, arithmetic, what can be chosen
preview, placing       the pages beside the form, and whose words stand where
next_steps, downloads  after issuing; files that leave

office, record, small_form, small_forms   units, people, users, entries: short forms that are schemas too
register_forms, archive_form, searches, actions   the register, the archive, the audit trail
template_fields        what an own template may name
addresses              numbers in addresses
views/, api/           the pages; the same work as JSON
"""
