# One verb a job; the work itself is in ./facet (standard library only).
.DEFAULT_GOAL := help
.PHONY: help run test check proof bench lock openapi fmt setup messages

help:      ## this list
	@grep -E '^[a-z]+: *##' $(MAKEFILE_LIST) | sed 's/: *## */	/'
run:       ## install what is missing and start the house on http://127.0.0.1:8000
	@./facet run
test:      ## everything, on SQLite and PostgreSQL, with a real browser
	@./facet test
check:     ## what must be true before a commit (two minutes)
	@./facet check
proof:     ## the laws at their full counts (an hour)
	@./facet proof
bench:     ## the figures
	@./facet bench
lock:      ## pin the dependencies again
	@./facet lock
openapi:   ## write docs/api/openapi.json from the code
	@./facet openapi
fmt:       ## format and fix
	@./facet fmt
setup:     ## install for developing
	@./facet setup
messages:  ## bring new texts into the translation files
	@./facet messages
