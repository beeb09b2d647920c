"""A number that may not stand on a public page is noticed, in the text and in the drawing."""

import pytest

from tests.privacy.public_crowds import BUS, crowd
from tests.privacy.public_print import Question, printed
from tests.privacy.public_reader import read_page
from tests.privacy.public_slips import slips


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("<td>20</td>", "<td>17</td>", "not a multiple of 5"),
        ("<td>20</td>", "<td>3</td>", "should read"),
        ("Ongeveer 40 mensen deden", "Ongeveer 41 mensen deden", "not rounded"),
        ("Ongeveer 40 mensen gaven", "Ongeveer 5 mensen gaven", "10 or more"),
        ("5 van de 10", "53 van de 100", "finer than its size"),
        ("5 van de 10", "8 van de 10", "does not follow"),
        ("</main>", "<p>37 mensen uit de Dorpsstraat</p></main>", "unexplained number"),
        ("<h3>", '<h3 data-exact="17">', "unexplained number"),
    ],
)
def test_a_number_that_may_not_be_there_is_a_slip(wrong: str, right: str, told: str) -> None:
    page = printed(crowd(BUS, a=(20, 20)), [Question(BUS.text, BUS.answers)])

    assert slips(read_page(page)) == []
    assert any(told in slip for slip in slips(read_page(page.replace(wrong, right, 1))))


def test_a_bar_that_is_longer_than_its_words_is_a_slip() -> None:
    bar = '<ul><li class="mp-bar"><span>Ja</span><svg><rect class="mp-bar__share" width="{}"></rect></svg>'
    bar += '<span class="mp-bar__words">5 van de 10</span></li></ul></main>'
    page = printed(crowd(BUS, a=(20, 20)), [Question(BUS.text, BUS.answers)])

    assert slips(read_page(page.replace("</main>", bar.format("49.5%")))) == []
    assert any("finer" in slip for slip in slips(read_page(page.replace("</main>", bar.format("51.3%")))))
