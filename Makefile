# Thin on purpose: tools/run.py does the work, also where there is no make.
PYTHON ?= python3
RUN = "$(PYTHON)" tools/run.py

.PHONY: help lab fresh teach demo test build proof bench
help:
	@$(RUN) help
lab:
	@$(RUN) lab -- $(ARGS)
fresh:
	@$(RUN) fresh $(LESSON)
teach:
	@$(RUN) teach -- $(ARGS)
demo:
	@$(RUN) demo -- $(ARGS)
test:
	@$(RUN) test -- $(ARGS)
build:
	@$(RUN) build $(LESSON)
proof:
	@$(RUN) proof $(ARGS)
bench:
	@$(RUN) bench $(ARGS)
