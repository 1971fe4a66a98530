"""The screens of a machine's first start: a wizard of one step a page, and what it looks like when all is done."""
