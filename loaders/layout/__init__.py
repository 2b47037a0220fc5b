"""How a text is laid out, whatever its format: lines, headings, tables, steps, definitions, languages."""
