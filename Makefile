# Thin on purpose: tools/run.py does the work, also where there is no make.
PYTHON ?= python3
RUN = "$(PYTHON)" tools/run.py

.PHONY: help lab fresh renew handin teach demo test build bundle proof bench
help:
	@$(RUN) help
lab:
	@$(RUN) lab -- $(ARGS)
fresh:
	@$(RUN) fresh $(LESSON)
renew:
	@$(RUN) renew $(LESSON)
handin:
	@$(RUN) handin $(LESSON)
teach:
	@$(RUN) teach -- $(ARGS)
demo:
	@$(RUN) demo -- $(ARGS)
test:
	@$(RUN) test -- $(ARGS)
build:
	@$(RUN) build $(LESSON)
bundle:
	@$(RUN) bundle
proof:
	@$(RUN) proof $(ARGS)
bench:
	@$(RUN) bench $(ARGS)
