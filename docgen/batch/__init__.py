"""Many documents from one list: numbered, checked, in files by name; stopped anywhere, gone on with, corrected row by row.

How a program (the command line, pages, somebody's script) uses it. Every function takes the store's engine first.

    order = order_for(engine, "quyet-dinh-phan-cong", roster_bytes, common, by="lan", name="dang-vien.xlsx", options=Options())
    batch = open_run(engine, order)                  # the list is in the ledger; the same order again is the same run
    with processes() as workers:                     # or serial(), or cluster.cluster("tcp://…")
        check_all(engine, batch.id, workers)         # each row checked: what is wrong says every_row(…, ["failed"])
        trial = try_run(engine, batch.id)            # counts, coverage, numbers it will take, time expected, three documents
        drive(engine, batch.id, workers, Orders(folder=Folder(path)))   # numbers, documents, files; also goes on with a run

    start_driver(engine, batch.id)                   # the same in a process of its own, which outlives the page that asked for it
    how_far(engine, batch.id)                        # state, counts, rate, seconds left, from the ledger: anybody, any time
    ask(engine, batch.id, "stop" | "cancel", by=…)   # heard after the chunk at hand; end_run does it too where nobody drives
    correct_row(engine, batch.id, place, own, by=…, reason=…)           # new data for one row; drive then makes it, number kept
    void_row(engine, batch.id, place, by=…, reason=…)

| Module | Has |
|---|---|
| `order`, `names` | `Order`, `Options`, `order_for`; the pattern of file names |
| `asked`, `loading`, `twice` | how a list is read; `open_run`; rows of one person |
| `again`, `decided` | who has the paper by an earlier run; which decision a paper cites |
| `papers` | what each member of a roster may be given: decision, bản cam kết, thông báo |
| `source`, `flat`, `assigning`, `proposals` | rows of a list as data: any kind by its columns, duties by their rules |
| `run` | `check_all`, `drive`, `Orders` |
| `engine`, `pool`, `cluster`, `jobs` | workers (`serial`, `processes`, `cluster`) and what they do, which needs no database |
| `warm` | what workers have loaded when they begin |
| `trial`, `noted`, `coverage` | `try_run` -> `Trial`; notes that rows share; who has duties and who gets none |
| `control`, `driving` | `how_far` -> `Progress`, `start_driver`, `end_run`, `correct_row`, `void_row` |
| `folder`, `writing`, `results`, `lists`, `prints`, `converting` | files, manifest, ZIP, lists, report, print files, PDFs |

The ledger is `docgen.store.batches` (`Batch`, `batch_of`, `all_batches`, `ask`) and `docgen.store.batch_rows` (`BatchRow`,
`every_row`, `row_of`). A row is waiting, reserved (it has its number), done, failed (`error` says why), left_out, void, or
replaced by a later version of it. A run is loading, ready, running, stopped, done or cancelled.
"""
