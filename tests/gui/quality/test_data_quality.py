"""Queries and deviations on their screen: counts are lists, rows lead to visits, with undo."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from domain.quality import QueryRule, QueryState
from domain.record_edits import AnswerQuery, CloseQuery, ReopenQuery, VerifyQuery
from domain.storage.audit import What
from gui.navigation import Navigator, Place, ScreenName
from gui.quality.ask_query import AskQueryDialog
from gui.quality.query_card import QueryCard
from gui.quality.screen import DataQualityScreen
from gui.session import Session
from gui.theme import Theme
from gui.widgets.buttons import Button
from gui.words import queries as words
from gui.words import visits
from tests.builders import draw
from tests.gui.conftest import ScriptedPrompter

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def chip_counts(screen: DataQualityScreen) -> dict[str, int]:
    texts = [chip.text().rpartition(" ") for chip in screen.queries.chips.chips]
    return {words: int(count) for words, _space, count in texts}


def test_the_chips_count_exactly_the_rows_they_show(screen: DataQualityScreen, qtbot: QtBot):
    pane = screen.queries
    for chip, count in zip(pane.chips.chips, list(chip_counts(screen).values()), strict=True):
        qtbot.mouseClick(chip, LEFT)
        assert len(pane.model.rows) == count


def test_the_rules_count_exactly_the_rows_they_show(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    pane = screen.queries
    by_rule = Counter(q.rule for q in session.study.queries() if q.state is QueryState.OPEN)
    assert pane.rules.count() == 1 + len(by_rule)
    for row in range(1, pane.rules.count()):
        pane.rules.setCurrentRow(row)
        (rule,) = {query.rule for query in pane.model.rows}
        assert pane.rules.item(row).text() == f"{words.rule(rule)}  {by_rule[rule]}"
        assert len(pane.model.rows) == by_rule[rule]


def test_enter_opens_the_visit_of_a_query_on_its_patients_page(
    screen: DataQualityScreen, navigator: Navigator, qtbot: QtBot
):
    query = screen.queries.model.row_at(screen.queries.table.currentIndex())
    assert query is not None

    with qtbot.waitSignal(navigator.asked) as asked:
        qtbot.keyClick(screen.queries.table, Key.Key_Return)

    expected = Place(ScreenName.PATIENTS, patient=query.key.patient, visit=query.key)
    assert asked.args == [expected]


def test_an_answer_typed_and_entered_moves_the_query_to_answered_and_undo_back(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    before, card = chip_counts(screen), screen.query_card
    query = card.finding
    assert query is not None
    qtbot.keyClicks(card.entry, "Lab called, repeat agreed")

    qtbot.keyClick(card.entry, Key.Key_Return)

    stored = session.study.query(query.number)
    assert (stored.state, stored.answer) == (QueryState.ANSWERED, "Lab called, repeat agreed")
    after = chip_counts(screen)
    assert (after["Open"], after["Answered"]) == (before["Open"] - 1, before["Answered"] + 1)
    assert card.finding is None or card.finding.number != query.number
    session.undo_stack.undo()
    assert chip_counts(screen) == before


def test_closing_needs_an_answer(screen: DataQualityScreen, session: Session, qtbot: QtBot):
    card = screen.query_card
    query = card.finding
    assert query is not None
    assert not card.close_query.isEnabled()
    qtbot.keyClicks(card.entry, "Seen")

    qtbot.mouseClick(card.close_query, LEFT)

    assert session.study.query(query.number).state is QueryState.CLOSED


def test_a_verified_query_is_opened_again(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    card = screen.query_card
    query = card.finding
    assert query is not None
    qtbot.mouseClick(card.verify, LEFT)
    assert session.study.query(query.number).state is QueryState.VERIFIED
    qtbot.mouseClick(screen.queries.chips.chips[3], LEFT)
    assert card.finding is not None
    assert card.finding.number == query.number

    qtbot.mouseClick(card.reopen, LEFT)

    assert session.study.query(query.number).state is QueryState.OPEN


def test_a_national_number_is_no_answer(screen: DataQualityScreen, session: Session, qtbot: QtBot):
    card, head = screen.query_card, session.study.head()
    height, place = card.height(), card.entry.pos()
    qtbot.keyClicks(card.entry, "It is 44051401359")

    qtbot.keyClick(card.entry, Key.Key_Return)

    assert card.refusal
    QApplication.sendPostedEvents()
    assert (card.height(), card.entry.pos()) == (height, place)  # what is typed in stays in place
    assert session.study.head() == head


def test_a_person_asks_about_a_visit_and_sees_the_query(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    screen.show_place(Place(ScreenName.DATA_QUALITY, visit=draw("inf5", "KET-026"), detail="ask"))
    dialog = screen.findChild(AskQueryDialog)
    assert dialog is not None
    assert dialog.key == draw("inf5", "KET-026")
    assert not dialog.ask.isEnabled()
    qtbot.keyClicks(dialog.question, "Which tube was it?")

    qtbot.mouseClick(dialog.ask, LEFT)

    asked = screen.query_card.finding
    assert asked is not None
    assert (asked.rule, asked.question, asked.opened_by) == (
        QueryRule.ASKED,
        "Which tube was it?",
        "A. Nowak",
    )
    assert "Which tube was it?" in screen.query_card.text


def test_a_question_with_a_national_number_is_refused(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    screen.ask_about("KET-026")
    dialog = screen.findChild(AskQueryDialog)
    assert dialog is not None

    qtbot.keyClicks(dialog.question, "PESEL 44051401359")

    assert dialog.asks.error
    assert not dialog.ask.isEnabled()


def test_a_place_names_a_query_whatever_its_state(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    query = screen.queries.model.rows[-1]
    session.study.close_query(query.number, answer="ok", now=session.now())
    screen.queries.show_rows(session.study.queries())

    screen.show_place(Place(ScreenName.DATA_QUALITY, detail=str(query.number)))

    assert screen.query_card.finding is not None
    assert screen.query_card.finding.number == query.number


def test_a_place_of_a_patient_shows_that_patients_queries(screen: DataQualityScreen):
    patient = screen.queries.model.rows[0].key.patient

    screen.show_place(Place(ScreenName.DATA_QUALITY, patient=patient))

    assert {query.key.patient for query in screen.queries.model.rows} == {patient}


def test_the_search_says_when_nothing_matches(screen: DataQualityScreen, qtbot: QtBot):
    qtbot.keyClicks(screen.search, "nothing like it")

    qtbot.waitUntil(lambda: not screen.queries.model.rows)

    assert screen.queries.empty.sentence == "No row matches what you search for."


def test_where_nothing_is_asked_yet_one_button_adds_a_query(
    screen: DataQualityScreen, qtbot: QtBot
):
    screen.queries.show_rows(())
    assert screen.queries.empty.sentence == "No queries yet."
    (button,) = screen.queries.empty.findChildren(QPushButton)

    qtbot.mouseClick(button, LEFT)

    assert screen.findChild(AskQueryDialog) is not None


def test_the_deviations_of_the_list_are_those_of_the_study(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    qtbot.mouseClick(screen.switch.findChildren(QPushButton)[1], LEFT)

    stored = {(one.key, one.rule) for one in session.study.deviations()}
    assert {(one.key, one.rule) for one in screen.deviations.model.rows} == stored
    assert stored


def test_a_deviation_is_confirmed_with_a_remark_and_undone(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    screen.show_place(Place(ScreenName.DATA_QUALITY, detail="deviations"))
    screen.take_focus()
    card = screen.deviation_card
    one = card.finding
    assert one is not None
    assert not card.confirm.isEnabled()
    qtbot.keyClicks(card.entry, "Ward closed")

    qtbot.mouseClick(card.confirm, LEFT)

    assert session.study.trail()[-1].what is What.CONFIRM_DEVIATION
    assert "Confirmed by A. Nowak" in card.text
    session.undo_stack.undo()
    drafted = next(d for d in session.study.deviations() if (d.key, d.rule) == (one.key, one.rule))
    assert drafted == one


def test_the_export_holds_the_rows_shown_and_no_formula(
    screen: DataQualityScreen,
    session: Session,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    qtbot: QtBot,
):
    key = draw("inf5", "KET-026")
    session.study.raise_query(key, "=HYPERLINK(1)", now=session.now())
    screen.queries.show_rows(session.study.queries())
    prompter.answers = [tmp_path / "queries.csv"]

    qtbot.mouseClick(screen.export, LEFT)

    with (tmp_path / "queries.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = [str(query.number) for query in screen.queries.model.rows]
    assert [row["number"] for row in rows] == shown
    assert [row["question"] for row in rows if row["rule"] == "asked"] == ["'=HYPERLINK(1)"]


def test_a_folder_that_refuses_the_export_is_named(
    screen: DataQualityScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    prompter.answers = [tmp_path / "gone" / "queries.csv"]

    qtbot.mouseClick(screen.export, LEFT)

    assert prompter.told == ["The table was not saved."]


@pytest.mark.parametrize("pane", ["queries", "deviations"])
def test_the_models_keep_qts_rules(
    screen: DataQualityScreen, pane: str, qtmodeltester: ModelTester
):
    qtmodeltester.check(getattr(screen, pane).model)


def test_the_message_of_a_query_names_patient_and_visit(
    screen: DataQualityScreen, session: Session, qtbot: QtBot
):
    said: list[str] = []
    session.performed.connect(said.append)
    card, query = screen.query_card, screen.query_card.finding
    assert query is not None
    about = f"{query.key.patient}: query about copper draw {visits.draw_label(query.key.code)}"

    qtbot.keyClicks(card.entry, "Checked")
    qtbot.mouseClick(card.answer, LEFT)
    session.perform(CloseQuery(query.number))
    session.perform(ReopenQuery(query.number))
    session.perform(VerifyQuery(query.number))

    assert said == [
        f"{about} answered.",
        f"{about} closed.",
        f"{about} opened again.",
        f"{about} marked as verified.",
    ]


def test_a_query_that_is_gone_is_refused_in_words(session: Session, qtbot: QtBot):
    with qtbot.waitSignal(session.refused):
        assert not session.perform(AnswerQuery(999, "Checked"))


@pytest.mark.parametrize("width", [880, 840, 800])
def test_no_button_of_a_query_is_cut_by_large_text(
    in_polish: None, theme: Theme, session: Session, qtbot: QtBot, width: int
):
    theme.resize_text(150)
    parent = QWidget()  # without a layout: a window that is too small gives a card less, too
    qtbot.addWidget(parent)
    card = QueryCard(session)
    card.setParent(parent)
    parent.resize(1000, 400)
    parent.show()
    card.show_finding(session.study.queries()[0])
    card.resize(width, 300)
    QApplication.processEvents()

    shown = [one for one in card.findChildren(Button) if one.isVisible()]
    assert len(shown) == 4
    for one in shown:
        assert one.width() >= one.sizeHint().width(), one.words
    assert not card.open.shows_words
    assert card.open.toolTip() == "Pokaż wizytę"
    card.resize(990, 300)
    assert card.open.shows_words


def test_the_card_says_who_answers_and_who_closes_or_verifies(
    screen: DataQualityScreen, qtbot: QtBot
):
    card = screen.query_card
    assert card.hint.startswith("The coordinator answers. Whoever checks the answer closes")
    assert {card.answer.toolTip(), card.close_query.toolTip()} == {"Type an answer first."}

    qtbot.keyClicks(card.entry, "Checked")
    assert (card.answer.toolTip(), card.close_query.toolTip()) == ("", "")

    query = card.finding
    assert query is not None
    qtbot.mouseClick(card.close_query, LEFT)
    screen.queries.choose(lambda one: one.number == query.number)
    assert card.hint == ""  # there is only opening it again
