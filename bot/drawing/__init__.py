"""Pictures of debates and formats, drawn as SVG. Knows the debate and no file, model or chat program."""
