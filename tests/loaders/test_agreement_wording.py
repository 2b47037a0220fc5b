"""An agreement is known by its wording wherever it lies, and what is written about one is not taken for it."""

from collections.abc import Callable

import pytest
from langchain_core.documents import Document

from loaders.document import Metadata

LoadContent = Callable[[str, bytes | str], Document]

TERMS = "The words of this Agreement have the meanings given herein, and the parties hereto agree to them."


@pytest.mark.parametrize(
    "text",
    [
        f"SUPPLY AGREEMENT\n\nmade as of May 2, 2024 by and between Acme and Beta.\n\n{TERMS}",
        f"FRANCHISE AGREEMENT   OAK INNS   (Stratford, Connecticut)\n\n   TABLE OF CONTENTS   1.0 TERM 1\n\n{TERMS}",
        "Exhibit 2\n\nAlliance Agreement\n\nThis agreement is made by and between Acme and Beta, who agree hereby.",
        f"Notice\n\n{'[***] is left out. ' * 90}\n\nThis Growing Agreement (this Agreement) is made between A and B.",
        f"Exhibit 1 AGENCY AGREEMENT May 2, 2024 Dear Ms. Roe: Oak Bank appoints Acme its agent. {TERMS * 3}",
        "AMENDMENT NO. 2\n\nThis Amendment changes the Agreement. Except as amended hereby, the terms thereof stay.",
        "许可协议\n甲方：京东健康\n乙方：赛诺菲",
        "本协议由京东健康（“甲方”）与赛诺菲（“乙方”）签订。",
    ],
)
def test_an_agreement_is_restricted_unless_said_otherwise(load_content: LoadContent, text: str) -> None:
    facets = Metadata.of(load_content("doc.txt", text)).facets
    assert (facets.kind, facets.audience) == ("agreement", "restricted")
    assert facets.origins["audience"] == "default"


@pytest.mark.parametrize(
    "text",
    [
        "News\n\nAcme announced an agreement between its unit and Beta.",
        """# Acme and Beta Sign Supply Agreement

        BASEL, May 2, 2024. Under the agreement between the two companies, Acme shall pay. “This Agreement is a
        milestone for both parties,” said Ann Lee. It was made effective today.""",
        """# Heron grows

        On May 2, 2024, Heron entered into a Supply Agreement (the “Agreement”) with Teal. The Agreement, dated as of
        May 1, was made between Heron and Teal.""",
        "# What is a Quality Agreement\n\nThis agreement is made between two parties before the first batch.",
        """# Master Agreement: model clauses

        Owner: Legal

        ## Term

        > This Agreement shall commence on signature, and the parties hereto are bound thereby.

        Comment: partners tend to ask for three years.""",
        """MEMORANDUM

        To: Alliance management
        Re: The Quillmere Agreement

        Section 12 of the Agreement between us and Quillmere lets either of the parties terminate.""",
        "# Committee\n\n1. Amendment\n\nThe parties discussed the Amendment. This Agreement’s renewal is put off.",
        "京东健康与赛诺菲签署合作协议\n\n根据协议,双方将合作。甲方和乙方都很满意。",
    ],
)
def test_what_is_written_about_an_agreement_is_none(load_content: LoadContent, text: str) -> None:
    facets = Metadata.of(load_content("doc.txt", text)).facets
    assert (facets.kind, facets.origins["kind"]) == ("article", "default")
