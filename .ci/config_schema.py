"""Write the schema of the configuration: `python .ci/config_schema.py`."""

from __future__ import annotations

from auditor.config.schema import PATH, schema_text

if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
