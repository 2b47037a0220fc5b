from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Facets, Metadata, Place
from loaders.kinds.agreement import read
from loaders.layout.sections import Heading, section_places

PLAIN = """EXHIBIT 10.1

SUPPLY AND LICENSE AGREEMENT

TABLE OF CONTENTS

1. Definitions 2
2. Supply 3
3. Term and Termination 4

This Supply and License Agreement (this "Agreement") is made this 5th day of May, 2006 (the "Effective Date"), by and
between Alder Biologics, Inc., a Delaware corporation with offices at 30 Quay Street, Boston ("Alder"), and Thistle
Pharma Limited, a company organized under the laws of England and Wales ("Thistle").

WHEREAS, Alder makes the Product;

1. DEFINITIONS

1.1 "Batch" means the quantity made in one run. It includes samples.

1.2 "Product" has the meaning given in Section 2.1.

2. SUPPLY

2.1 Forecasts. Thistle shall forecast 3 months ahead, as in Section 13(d) of the Securities Act, and order under
Sections 3.1 and 3.2(b). The price is [***] per Batch, and no more than
2.2 million a year.

2.2 Delivery. Delivery is ex works.

12

3. TERM AND TERMINATION

3.1 Term. Ten years.

3.2 Termination for Convenience. Either party may terminate:
(a) on notice; or
(b) at once.

IN WITNESS WHEREOF, the parties have signed.
"""

AMENDMENT = """AMENDMENT NO. 2 TO SUPPLY AGREEMENT

This Amendment No. 2 (this "Amendment") to the Supply Agreement dated as of May 5, 2006 is entered into as of June 1,
2009 between Alder Biologics, Inc. and Thistle Pharma Limited.

1. Term. Section 11.2 of the Agreement is hereby deleted and replaced with the following: "Six years."

2. Price. Clause 6.3 remains in force.

3. Notices. In clause 14 of the Agreement the words "by fax" are deleted.
"""


def agreement(text: str, places: list[Place] | None = None) -> Metadata:
    facets = Facets(title="a file", kind="agreement", origins={"title": "file name"})
    return read(text, Metadata(facets=facets, places=places or []))


def values(metadata: Metadata, kind: str) -> list[str]:
    return [place.value for place in metadata.places if place.kind == kind]


def words(text: str, metadata: Metadata, kind: str) -> list[str]:
    return [text[place.start : place.end] for place in metadata.places if place.kind == kind]


def test_facets_say_whose_agreement_it_is() -> None:
    facets = agreement(PLAIN).facets
    assert facets.title == "Supply and License Agreement (Alder Biologics, Thistle Pharma)"
    assert facets.partners == ["Alder Biologics, Inc.", "Thistle Pharma Limited"]
    assert str(facets.date) == "2006-05-05"
    assert {facets.origins[name] for name in ("title", "partners", "date")} == {"content"}


def test_clauses_have_paths_and_tables_of_contents_do_not() -> None:
    assert values(agreement(PLAIN), "section") == [
        "1 Definitions",
        "1 Definitions > 1.1",
        "1 Definitions > 1.2",
        "2 Supply",
        "2 Supply > 2.1 Forecasts",
        "2 Supply > 2.2 Delivery",
        "3 Term and Termination",
        "3 Term and Termination > 3.1 Term",
        "3 Term and Termination > 3.2 Termination for Convenience",
    ]
    assert words(PLAIN, agreement(PLAIN), "section")[-1].endswith("(b) at once.\n\n")


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (
            "ARTICLE I\n\nTERMS\n\nSection 1.1 Use. Here.\n\nARTICLE II\n\nSUPPLY\n\nSection 2.1 Price. High.\n",
            [
                "Article I Terms",
                "Article I Terms > 1.1 Use",
                "Article II Supply",
                "Article II Supply > 2.1 Price",
            ],
        ),
        ("1. Scope. All of it. 2. Price. None. 3. Law. Scots.", ["1 Scope", "2 Price", "3 Law"]),
        ("1. Scope. As in\n9. above, and\n\n2. Price. None.\n\nExhibit A\n\n1. Sites. Two.", None),
    ],
)
def test_layouts_of_clauses(text: str, paths: list[str] | None) -> None:
    paths = paths or ["1 Scope", "2 Price", "Exhibit A", "Exhibit A > 1 Sites"]
    assert values(agreement(text), "section") == paths


def test_headings_of_the_format_are_kept_and_refined() -> None:
    text = "# Pilot Agreement\n\n## 1. Data\n\n1.1 *Ownership.* Ours.\n\n1.2 Theirs are theirs.\n"
    headings = [Heading(1, "Pilot Agreement", 0), Heading(2, "1. Data", text.index("##"))]
    found = agreement(text, list(section_places(headings, len(text))))
    assert values(found, "section") == [
        "Pilot Agreement",
        "Pilot Agreement > 1. Data",
        "Pilot Agreement > 1. Data > 1.1 Ownership",
        "Pilot Agreement > 1. Data > 1.2",
    ]


def test_definitions_are_whole() -> None:
    found = agreement(PLAIN)
    assert dict(zip(values(found, "term"), words(PLAIN, found, "term"), strict=True))["Batch"] == (
        '"Batch" means the quantity made in one run. It includes samples.'
    )
    assert {"Product", "Alder", "Thistle"} <= set(values(found, "term"))


def test_references_and_redactions() -> None:
    found = agreement(PLAIN)
    assert values(found, "reference") == ["2.1", "3.1", "3.2"]
    assert values(found, "redaction") == ["[***]"]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("pays [*] or [**] or [ * * * ]", ["[*]", "[**]", "[ * * * ]"]),
        ("pays [REDACTED], [●] and *** a year", ["[REDACTED]", "[●]", "***"]),
        ("[CONFIDENTIAL TREATMENT REQUESTED]", ["[CONFIDENTIAL TREATMENT REQUESTED]"]),
        ("Information replaced with [***] was left out", []),
    ],
)
def test_marks_of_redaction(text: str, marks: list[str]) -> None:
    assert values(agreement(text), "redaction") == marks


def test_an_amendment_is_tied_to_what_it_amends() -> None:
    found = agreement(AMENDMENT)
    assert found.facets.title == "Amendment No. 2 to Supply Agreement (Alder Biologics, Thistle Pharma)"
    assert found.facets.amends == "Supply Agreement dated as of May 5, 2006"
    assert str(found.facets.date) == "2009-06-01"
    assert values(found, "amends") == ["11.2", "14"]
    assert words(AMENDMENT, found, "amends")[0].startswith("1. Term. Section 11.2")


@pytest.mark.parametrize(
    ("preamble", "parties"),
    [
        (
            'BETWEEN:\n\n(1) ROWAN FOODS LIMITED, a company of Leeds (the "Buyer"); and\n\n(2) Anna Marsh, of York '
            '(the "Grower").',
            ["ROWAN FOODS LIMITED", "Anna Marsh"],
        ),
        ('B E T W E E N:\n\nFIR LTD. ("Fir")\n\n- and -\n\nYEW LTD. ("Yew")', ["FIR LTD.", "YEW LTD."]),
        (
            "Party A (Grower): Oak Co., Ltd. Address: 1 High Street Party B: Elm Ltd. Address: 2",
            ["Oak Co., Ltd.", "Elm Ltd."],
        ),
        ("甲方（委托方）：苍鹭生物有限公司\n乙方：京东健康", ["苍鹭生物有限公司", "京东健康"]),
        ("by and among Oak, Inc., Elm, LLC and Ash GmbH.", ["Oak, Inc.", "Elm, LLC", "Ash GmbH"]),
        (
            "between R. J. Birch & Sons, LLC, a Texas company of Suite 3, Austin, TX 78741 and Pine Co., Ltd.",
            ["R. J. Birch & Sons, LLC", "Pine Co., Ltd."],
        ),
    ],
)
def test_layouts_of_parties(preamble: str, parties: list[str]) -> None:
    assert agreement(f"This Growing Agreement is made on 3 May 2020 {preamble}\n\nWHEREAS").facets.partners == parties


@pytest.mark.parametrize(
    ("preamble", "parties"),
    [
        (
            'between Oak AG Hauptplatz 2 6370 Stans Switzerland ("Oak") and Elm Ltd. of Oslo ("Elm").',
            ["Oak AG", "Elm Ltd."],
        ),
        ("entered into by Oak Company (Transporter) and ELM COMPANY (Shipper).", ["Oak Company", "ELM COMPANY"]),
        (
            'between Oak, Inc. ("Oak") and Elm Limited, resident in Ireland, of The Oval, Third Floor 160 Shelbourne '
            'Road, Co. Dublin Ireland ("Elm").',
            ["Oak, Inc.", "Elm Limited"],
        ),
        (
            'between Oak L.P. ("Owner") and Elm LLC ("Charterer") on these terms.\n\n1. TERM; TERMINATION',
            ["Oak L.P.", "Elm LLC"],
        ),
        (
            'between Oak Gas and Electric Company, a Texas company ("Oak"), and Elm Medical B.V., with offices in '
            "Delft and Leiden. The Scope and Elm",
            ["Oak Gas and Electric Company", "Elm Medical B.V."],
        ),
        (
            "between Oak Micro, Inc. and Elm Medical B.V. (together) and Elm, a company",
            ["Oak Micro, Inc.", "Elm Medical B.V."],
        ),
        ("between the Parties signatory hereto.\n\n22 Assignment of Rights\n\nInterest in Capacity", []),
        ("made between Service Provider and Service Recipient.", []),
    ],
)
def test_what_surrounds_a_party_is_no_party(preamble: str, parties: list[str]) -> None:
    assert agreement(f"This Growing Agreement is {preamble}\n\nWHEREAS").facets.partners == parties


def test_a_letter_of_agreement_is_between_its_writer_and_the_addressee() -> None:
    facets = agreement(
        "AGENCY AGREEMENT\n\nMay 25, 2016\n\nElm & Ash, LLC\n10 High Street\n\nLadies and Gentlemen:\n\n"
        'Oak Growth, Inc., a Maryland corporation (the "Company"), confirms its agreement with you.'
    ).facets
    assert (facets.title, facets.partners) == (
        "Agency Agreement (Oak Growth, Elm & Ash)",
        ["Oak Growth, Inc.", "Elm & Ash, LLC"],
    )
    assert str(facets.date) == "2016-05-25"


def test_an_authority_that_a_letter_speaks_of_is_no_party() -> None:
    facets = agreement(
        "AGENCY AGREEMENT\n\nElm & Ash, LLC\n10 High Street\n\nLadies and Gentlemen:\n\n"
        'Oak Bancorp, Inc. (the "Company") and Oak Savings and Loan Association, a savings association (the "Bank"), '
        'with its deposits insured by the Federal Deposit Insurance Corporation ("FDIC"), confirm their agreement.'
    ).facets
    assert facets.partners == ["Oak Bancorp, Inc.", "Oak Savings and Loan Association", "Elm & Ash, LLC"]


@pytest.mark.parametrize(
    ("preamble", "found"),
    [
        (
            'made as of this March 14, 2012 but effective as of March 1, 2012 (the "Effective Date") between',
            "2012-03-01",
        ),
        ("made this first (1st) day of January, 1996, between", "1996-01-01"),
        ("made on the date last signed. They have entered into the Agreement dated January 22, 2007 between", "None"),
    ],
)
def test_the_effective_date_is_the_agreements_own(preamble: str, found: str) -> None:
    text = f"THIS GROWING AGREEMENT is {preamble} Oak, Inc. and Elm, LLC.\n\nWHEREAS"
    assert str(agreement(text).facets.date) == found


def test_what_a_person_declared_stays() -> None:
    facets = Facets(title="Ours", kind="agreement", origins={"title": "front matter"})
    assert read(PLAIN, Metadata(facets=facets)).facets.title == "Ours"


FRAGMENTS = st.sampled_from(
    [
        "1. ",
        "1.1 ",
        "ARTICLE IV ",
        "Section 2",
        '("X")',
        '"X" means ',
        "between ",
        " and ",
        "[***]",
        "(",
        "\n\n",
        "\x0c",
        "This Agreement ",
        "AGREEMENT",
        "A, ",
        "Inc.",
        "WHEREAS",
        "甲方",
        "\u2028",
        "É ",
        "no. ",
        "TO ",
        "   ",
    ]
)


@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=20))).map("".join))
def test_any_text_is_read_and_its_places_lie_in_it(text: str) -> None:
    places = agreement(text).places
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    sections = sorted((place.start, place.end) for place in places if place.kind == "section")
    assert all(before[1] <= after[0] for before, after in pairwise(sections))


@pytest.mark.parametrize(
    "unit",
    ["A ", "A, ", "AGREEMENT ", "This A ", "1. A ", "(", '"', "[", " ", "\n ", "Section 1, ", "between A and ", "*"],
)
def test_long_repetitions_are_read(unit: str) -> None:
    agreement(unit * (100_000 // len(unit)))
