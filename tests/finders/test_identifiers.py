"""Identifiers that cannot be, and entries that contradict theirs: publishers' schemes, one by one, right and wrong."""

from __future__ import annotations

import pytest

from auditor import audit_text
from auditor.text.issued import doi_in, never_issued, years_of_address, years_of_doi

RULES = {"identifier-mismatch", "bad-identifier", "placeholder-entry"}


def found(entry):
    text = f"The quay is of granite [1].\n\nReferences\n\n[1] {entry}\n"
    return {finding.rule.id for finding in audit_text(text, name="a.txt", format="text").findings} & RULES


@pytest.mark.parametrize(
    ("doi", "first", "last"),
    [
        ("10.1609/aaai.v36i2.20128", 2022, 2022),
        ("10.1109/cvpr46437.2021.00693", 2020, 2022),
        ("10.1109/cvpr.2019.00528", 2018, 2020),
        ("10.1145/2939672.2939778", 2015, 2019),
        ("10.1145/3411764.3445518", 2020, 2024),
        ("10.18653/v1/2020.acl-main.1", 2019, 2021),
        ("10.18653/v1/n19-1423", 2018, 2020),
        ("10.1007/s10994-021-06037-z", 2021, 2024),
        ("10.1186/s12889-019-6543-1", 2019, 2022),
        ("10.1016/j.ports.2019.03.001", 2019, 2023),
        ("10.1016/s0140-6736(20)30183-5", 2019, 2022),
        ("10.1016/0140-6736(93)90123-4", None, None),
        ("10.1111/j.1467-9280.2009.02300.x", 2008, 2012),
        ("10.1080/00140139.2019.1585577", 2018, 2023),
        ("10.1177/0956797611417632", 2010, 2016),
        ("10.1590/s0102-311x2010000100001", 2009, 2011),
        ("10.3389/fpsyg.2019.01234", 2018, 2021),
        ("10.1001/jama.2020.1585", 2019, 2022),
        ("10.1073/pnas.1521186113", 2015, 2017),
        ("10.1103/physrevlett.116.061102", 2015, 2017),
        ("10.1101/2020.03.04.975573", 2020, 2029),
        ("10.1038/171737a0", None, None),
        ("10.5281/zenodo.2020123", None, None),
    ],
)
def test_what_a_doi_says_of_its_year(doi, first, last):
    told = years_of_doi(doi)
    assert (told and told.first, told and told.last) == (first, last)


@pytest.mark.parametrize(
    ("url", "year"),
    [
        ("http://jmlr.org/papers/v20/18-598.html", 2019),
        ("https://proceedings.neurips.cc/paper_files/paper/2022/hash/abc-Abstract.html", 2022),
        ("https://papers.nips.cc/paper/7181-attention", None),
        ("https://openaccess.thecvf.com/content_CVPR_2019/html/x.html", 2019),
        ("https://openaccess.thecvf.com/content/CVPR2022/papers/x.pdf", 2022),
        ("https://aclanthology.org/2020.acl-main.1/", 2020),
        ("https://aclanthology.org/P85-1001", 1985),
        ("https://packet.example/news/2020/", None),
    ],
)
def test_what_the_address_of_proceedings_says_of_its_year(url, year):
    told = years_of_address(url)
    assert (told and told.year) == year


@pytest.mark.parametrize(
    "doi",
    [
        "10.9999/abc",
        "10.88881/cvpr.2022.001",
        "10.1007/978-3-030-58565-4_7",
        "10.1016/s0140-6737(04)15779-9",
        "10.1080/00140138.2019.1585577",
    ],
)
def test_dois_that_nobody_gave_out(doi):
    assert never_issued(doi)


@pytest.mark.parametrize(
    "doi",
    [
        "10.9734/bjast/2014/1",
        "10.83012/abc",
        "10.68302/std2026",
        "10.1007/978-3-030-58565-5_7",
        "10.1007/978-3-030-58565-5",
        "10.1016/s0140-6736(04)15779-9",
        "10.1080/00140139.2019.1585577",
        "10.1177/001316446002000104",
        "10.1016/0140-6736(93)90123-4",
        "10.1000/97812345678901234",
    ],
)
def test_dois_that_may_be(doi):
    assert never_issued(doi) == ""


@pytest.mark.parametrize(
    ("number", "fits"),
    [("2105.01234", True), ("1412.7755", True), ("2105.81234", False), ("9905.00001", False), ("2105.00000", False)],
)
def test_numbers_of_arxiv_that_were_never_given_out(number, fits):
    assert found(f"Marlow, E. (2021). Granite under load. arXiv:{number}") <= {"bad-identifier", "identifier-mismatch"}
    assert ("bad-identifier" not in found(f"Marlow, E. (2021). Granite under load. arXiv:{number}")) is fits


def test_the_point_behind_a_doi_is_none_of_it():
    assert doi_in("See https://doi.org/10.1000/ABC.12).") == "10.1000/abc.12"


@pytest.mark.parametrize(
    "entry",
    [
        "Marlow, E. (2019). Granite under load. Nature. https://doi.org/10.1016/j.ports.2019.03.001",
        "Marlow, E. (2021). Granite under load. ICML. https://doi.org/10.1038/s41534-021-00440-7",
        "Marlow, E. (2023). Granite under load. Conference on Stone and Mortar. https://doi.org/10.1109/CVPR52729.2023.00035",
        "Marlow, E. (2021). Granite under load. ECCV.",
        "Marlow, E. (2022). Granite under load. In Proc. ICCV.",
        "Marlow, E. (2021). Granite under load. JMLR. http://jmlr.org/papers/v20/18-598.html",
        "Marlow, E. (2023). Granite under load. ICML. https://doi.org/10.48550/arXiv.1910.06378",
        "Marlow, E. (2022). Granite under load. CVPR. https://doi.org/10.1109/CVPR.2019.00528",
        "Marlow, E. (2019). Granite under load. Journal of Ports, 4(2), 10–19. PMID: 15312345",
        "Marlow, E. (2019). Granite under load. Journal of Ports, 4(2). https://pubmed.ncbi.nlm.nih.gov/8123456/",
    ],
)
def test_entries_that_contradict_themselves(entry):
    assert found(entry) == {"identifier-mismatch"}


@pytest.mark.parametrize(
    "entry",
    [
        "Marlow, E. (2019). Granite under load. Nature. https://doi.org/10.1038/s41586-019-1234-5",
        "Marlow, E. (1968). Granite under load. Quarterly Journal of Economics. https://doi.org/10.2307/1881234",
        "Marlow, E. (2021). Granite under load. ICML. https://doi.org/10.48550/arXiv.2106.01234",
        "Marlow, E. (2021). Granite under load. Ports and Nature, 3(2). https://doi.org/10.1016/j.ports.2021.03.001",
        "Marlow, E. (2023). Granite under load. In IEEE Conference on Computer Vision. https://doi.org/10.1109/CVPR52729.2023.00035",
        "Marlow, E. (2023). Granite under load. https://doi.org/10.1109/CVPR52729.2023.00035",
        "Marlow, E. (2021). Granite under load. ECCV Workshops.",
        "Marlow, E. (2020). Granite under load. ECCV.",
        "Marlow, E. (1987). Granite under load. Journal of Ports, 4(2), 10–19. PMID: 29312345",
        "Marlow, E. (2006). Granite under load. Journal of Ports, 4(2), 10–19. PMID: 15312345",
        "Marlow, E. (2021). Granite under load. arXiv:2105.01234",
        "Marlow, E. (2021). What became of ECCV. Journal of Ports, 4(2), 10–19.",
        "Marlow, E. (2021, published 2020). Granite under load. ECCV.",
        "Marlow, E. (2023). Granite under load. Journal of Ports, 4(2). https://doi.org/10.48550/arXiv.1910.06378",
        "Marlow, E. (2022). Granite under load. ICML. https://doi.org/10.48550/arXiv.2010.06378",
        "Marlow E. Granite under load. J Ports. 2014 29(10) 1186-92. PubMed [journal] PMID 25440576",
        "Marlow, E. (2005). Granite under load. Journal of Ports 36, 27–47. doi: 10.1111/ j. 0012-155X. 2005.00401. x",
    ],
)
def test_entries_that_do_not(entry):
    assert found(entry) == set()


@pytest.mark.parametrize(
    "entry",
    [
        "First Author, Second Another (2022). Your Slightly Modified Title Here. Proceedings of the Ports.",
        "Firstname Lastname, Others (2023). Granite under load. arXiv.",
    ],
)
def test_words_that_a_template_left(entry):
    assert found(entry) == {"placeholder-entry"}
