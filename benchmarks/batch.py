"""`make bench-batch`: runs of many documents, from the list to files with numbers, proof and ledger. Writes benchmarks/batch.md.

    python benchmarks/batch.py [decisions|memory|ledger|pdf|print] [--small]

Each part stands alone. `--small` tries everything with a tenth; its figures say nothing and are not written.

Every worker process loads the program that it was started from once more, so there is nothing here: `docgen` is as light.
"""

import sys

if __name__ == "__main__":
    from runs import main

    sys.exit(main(sys.argv[1:]))
