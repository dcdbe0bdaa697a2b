from __future__ import annotations

import pytest

import auditor
from auditor.text.keys import find_keys


def names(text: str) -> list[str]:
    return [key.name for key in find_keys(text.encode())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose [@lee2019].", ["lee2019"]),
        ("It rose [-@lee2019].", ["lee2019"]),
        ("It rose [see @lee2019, pp. 3–5; also @doe:1999-b, ch. 2] [@x].", ["lee2019", "doe:1999-b", "x"]),
        ("As @lee2019 shows, it rose [@doe99].", ["lee2019", "doe99"]),
        ("As @lee shows, it rose [@lee].", ["lee", "lee"]),
        ("As @lee [p. 33] shows, it rose [@lee, p. 2].", ["lee", "lee"]),
        ("It rose [@lee2019], see @fig-rise and @tbl-all2.", ["lee2019"]),
        ("Follow @lee2019 for more.", []),
        ("Follow @harbour, it rose [@lee2019].", ["lee2019"]),
        ("Write to me [ann@lee2019.org], it rose [@doe99].", ["doe99"]),
        ("[via @harbour]", []),
        ("Zoë’s ports grew [@müller2019].", ["müller2019"]),
    ],
)
def test_keys_of_citations_and_no_names_of_others(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_key_stands_where_it_says() -> None:
    data = "Zoë: it rose [see -@lee2019.] [@doe99].".encode()
    key, _ = find_keys(data)
    assert data[key.start : key.end] == b"-@lee2019"


def test_a_claim_rests_on_its_key_in_every_form() -> None:
    sentence = "Traffic rose by 12 percent in 2023 "
    text = f"{sentence}[@lee2019].\n\n{sentence}[-@lee2019].\n\nAs @doe99 shows, {sentence}too.\n\n{sentence}again.\n"
    audit = auditor.audit_text(text, format="markdown")
    assert [claim.sourced for claim in audit.claims] == [True, True, True, False]
