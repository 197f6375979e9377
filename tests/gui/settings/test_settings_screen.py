"""Editing the study's settings: preview, refusals, reason, one action, undo, confirmation."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.patient import Sex
from domain.protocol import Comparison, SexRange
from domain.storage.audit import What
from domain.study import Study
from domain.visits import VisitState
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.session import Session
from gui.settings.analysis_section import AnalysisSection
from gui.settings.calendar_section import CalendarSection
from gui.settings.draws_section import DrawsSection
from gui.settings.infusions_section import InfusionsSection
from gui.settings.laboratory_section import LaboratorySection
from gui.settings.ratings_section import RatingsSection
from gui.settings.reasons_section import ReasonsSection
from gui.settings.screen import SettingsScreen
from gui.settings.study_section import StudySection
from gui.theme import Theme
from gui.words.setting_changes import setting_changes
from gui.words.settings import Part
from tests.builders import draw
from tests.gui.conftest import ScriptedPrompter

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def draws(screen: SettingsScreen) -> DrawsSection:
    section = screen.sections[Part.DRAWS]
    assert isinstance(section, DrawsSection)
    screen.list.choose(Part.DRAWS)
    return section


def type_into(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Select what stands in a field and type over it."""
    field.setFocus()
    qtbot.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)


def wait_for_preview(qtbot: QtBot, screen: SettingsScreen) -> None:
    qtbot.waitUntil(lambda: screen.panel.isVisible() and screen.panel.plan is not None)


def save(qtbot: QtBot, screen: SettingsScreen, reason: str = "Amendment") -> None:
    qtbot.keyClicks(screen.panel.reason, reason)
    qtbot.waitUntil(screen.panel.save.isEnabled)
    qtbot.mouseClick(screen.panel.save, LEFT)


def test_a_wider_window_previews_exactly_the_open_visits_it_changes(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    before = {v.key: v for c in session.study.courses().values() for v in c.visits()}

    type_into(qtbot, draws(screen).table.lines["inf7"].last, "3")
    wait_for_preview(qtbot, screen)

    shown = [row.key for row in screen.panel.model.rows]
    still_open = {
        key
        for key, visit in before.items()
        if key.code == "inf7" and visit.state is VisitState.PLANNED
    }
    assert set(shown) <= still_open
    assert shown
    assert f"{len(shown)} visits of" in screen.panel.effect
    assert session.study.protocol == screen.draft.stored


def test_saving_stores_one_action_with_its_reason_and_leaves_what_is_recorded(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    study = session.study
    recorded = {
        v.key: v
        for c in study.courses().values()
        for v in c.visits()
        if v.state is not VisitState.PLANNED
    }
    count = study.head().count

    type_into(qtbot, draws(screen).table.lines["inf7"].last, "3")
    wait_for_preview(qtbot, screen)
    previewed = {row.key for row in screen.panel.model.rows}
    save(qtbot, screen, "Amendment 2")

    written = study.trail()[count:]
    assert {entry.what for entry in written} == {What.CHANGE_PROTOCOL}
    assert {entry.action for entry in written} == {written[0].action}
    assert {entry.reason for entry in written} == {"Amendment 2"}
    moved = {(e.patient, e.key[1]) for e in written if e.table == "draws"}
    assert moved == {(key.patient, key.code) for key in previewed}
    now = {v.key: v for c in study.courses().values() for v in c.visits()}
    assert all(now[key] == visit for key, visit in recorded.items())
    assert not screen.panel.isVisible()


def test_undo_brings_the_settings_and_the_visits_back(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    protocol, courses = session.study.protocol, dict(session.study.courses())
    type_into(qtbot, draws(screen).table.lines["inf7"].last, "3")
    wait_for_preview(qtbot, screen)
    save(qtbot, screen)
    assert session.study.protocol != protocol

    session.undo_stack.undo()

    assert session.study.protocol == protocol
    assert dict(session.study.courses()) == courses
    assert draws(screen).table.lines["inf7"].last.value() == 2


def test_nothing_is_saved_without_a_reason(screen: SettingsScreen, qtbot: QtBot):
    type_into(qtbot, draws(screen).table.lines["inf7"].last, "3")
    wait_for_preview(qtbot, screen)

    assert not screen.panel.save.isEnabled()


def test_a_value_that_cannot_be_meant_is_refused_beside_its_field(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.INFUSIONS]
    assert isinstance(section, InfusionsSection)
    screen.list.choose(Part.INFUSIONS)
    qtbot.keyClicks(screen.panel.reason, "Amendment")

    type_into(qtbot, section.min_gap, "6")

    field = section.fields["infusions.min_gap_days"]
    assert field.error == "Longer than the longest gap."
    assert not screen.panel.save.isEnabled()
    type_into(qtbot, section.min_gap, "3")
    assert not field.error


def test_a_target_outside_its_window_is_refused_in_its_line(screen: SettingsScreen, qtbot: QtBot):
    line = draws(screen).table.lines["inf3"]

    type_into(qtbot, line.target, "4")

    assert line.problem.text() == "Target outside its window."
    assert line.target.accessibleDescription() == line.problem.text()
    assert line.problem.isVisible()


def heights_on(screen: SettingsScreen, *widgets: QWidget) -> list[int]:
    QApplication.processEvents()
    return [widget.mapTo(screen, QPoint(0, 0)).y() for widget in widgets]


def test_no_line_moves_when_another_is_refused(screen: SettingsScreen, qtbot: QtBot):
    lines = draws(screen).table.lines
    screen.list.choose(Part.DRAWS)
    type_into(qtbot, lines["inf3"].target, "2")
    wait_for_preview(qtbot, screen)
    below = (lines["inf5"].target, lines["post"].name)
    before = heights_on(screen, *below)

    type_into(qtbot, lines["inf3"].target, "4")

    assert lines["inf3"].problem.text()
    assert heights_on(screen, *below) == before


def test_no_field_moves_when_another_is_refused(screen: SettingsScreen, qtbot: QtBot):
    section = screen.sections[Part.INFUSIONS]
    assert isinstance(section, InfusionsSection)
    screen.list.choose(Part.INFUSIONS)
    type_into(qtbot, section.min_gap, "3")
    wait_for_preview(qtbot, screen)
    before = heights_on(screen, section.length, section.missed)

    type_into(qtbot, section.min_gap, "6")

    assert section.fields["infusions.min_gap_days"].error
    assert heights_on(screen, section.length, section.missed) == before


def test_discard_shows_the_stored_settings_again(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    line = draws(screen).table.lines["inf7"]
    type_into(qtbot, line.last, "3")

    qtbot.mouseClick(screen.panel.discard, LEFT)

    assert line.last.value() == 2
    assert not screen.panel.isVisible()
    assert screen.draft.protocol == session.study.protocol


def test_a_draw_that_is_taken_away_and_added_again_changes_nothing(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = draws(screen)
    qtbot.mouseClick(section.table.lines["inf7"].remove, LEFT)
    assert [rule.code for rule in screen.draft.protocol.draws].count("inf7") == 0

    place = section.choice.findText("Cu7", Qt.MatchFlag.MatchStartsWith)
    section.choice.setCurrentIndex(place)
    qtbot.mouseClick(section.add, LEFT)

    assert screen.draft.protocol == session.study.protocol
    assert not screen.panel.isVisible()


def test_a_draw_less_cancels_the_open_ones_only(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    qtbot.mouseClick(draws(screen).table.lines["inf7"].remove, LEFT)
    wait_for_preview(qtbot, screen)

    assert {row.after for row in screen.panel.model.rows} == {"cancelled"}


def test_one_more_rating_joins_the_running_courses(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.RATINGS]
    assert isinstance(section, RatingsSection)
    screen.list.choose(Part.RATINGS)
    assert section.choice.currentText() == "Week 4 – Infusion 1"

    qtbot.mouseClick(section.add, LEFT)
    wait_for_preview(qtbot, screen)

    assert {row.before for row in screen.panel.model.rows} == {"–"}
    codes = [rule.code for rule in screen.draft.protocol.ratings]
    assert codes == ["week0", "week1", "week2", "week3", "week4", "post"]


def test_a_closing_day_is_added_and_removed_by_keyboard(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.CALENDAR]
    assert isinstance(section, CalendarSection)
    screen.list.choose(Part.CALENDAR)
    section.day.set_day(date(2026, 4, 8))
    section.add.setFocus()
    qtbot.keyClick(section.add, Key.Key_Space)
    assert screen.draft.protocol.calendar.closing_days == (date(2026, 4, 8),)
    wait_for_preview(qtbot, screen)
    assert screen.panel.model.rows

    qtbot.keyClick(section.closing.list, Key.Key_Delete)

    assert screen.draft.protocol == session.study.protocol


def test_the_last_working_day_cannot_be_taken_away(screen: SettingsScreen, qtbot: QtBot):
    section = screen.sections[Part.CALENDAR]
    assert isinstance(section, CalendarSection)
    screen.list.choose(Part.CALENDAR)

    for day in range(5):
        qtbot.mouseClick(section.weekdays.chips[day], LEFT)

    assert section.fields["calendar.working_weekdays"].error == "Choose at least one working day."


def test_reference_ranges_are_kept_for_each_sex(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.LABORATORY]
    assert isinstance(section, LaboratorySection)
    screen.list.choose(Part.LABORATORY)
    section.by_sex.setFocus()
    qtbot.keyClick(section.by_sex, Key.Key_Space)

    type_into(qtbot, section.of_sex[Sex.FEMALE][0], "80")
    type_into(qtbot, section.of_sex[Sex.FEMALE][1], "155")
    wait_for_preview(qtbot, screen)
    save(qtbot, screen)

    laboratory = session.study.protocol.laboratory
    assert SexRange(Sex.FEMALE, 80, 155) in laboratory.reference_by_sex
    assert laboratory.range_for(Sex.MALE) == (70, 140)
    assert session.study.verify().is_clean


def test_a_range_of_one_sex_that_is_upside_down_is_refused_there(
    screen: SettingsScreen, qtbot: QtBot
):
    section = screen.sections[Part.LABORATORY]
    assert isinstance(section, LaboratorySection)
    screen.list.choose(Part.LABORATORY)
    section.by_sex.setFocus()
    qtbot.keyClick(section.by_sex, Key.Key_Space)

    type_into(qtbot, section.of_sex[Sex.MALE][0], "150")

    assert section.fields["laboratory.m.low"].error == (
        "The lower limit is not below the upper limit."
    )
    assert not section.fields["laboratory.f.low"].error


def test_the_level_and_a_comparison_reach_the_protocol(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.ANALYSIS]
    assert isinstance(section, AnalysisSection)
    screen.list.choose(Part.ANALYSIS)
    type_into(qtbot, section.alpha, "0.01")
    qtbot.mouseClick(section.add, LEFT)
    wait_for_preview(qtbot, screen)
    save(qtbot, screen)

    analysis = session.study.protocol.analysis
    assert analysis.alpha == 0.01
    assert analysis.comparisons[-1] == Comparison("baseline", "post")


def test_a_reason_of_ones_own_is_offered_as_typed(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.REASONS]
    assert isinstance(section, ReasonsSection)
    screen.list.choose(Part.REASONS)
    qtbot.keyClicks(section.entries["move"], "Room under repair")
    qtbot.keyClick(section.entries["move"], Key.Key_Return)
    wait_for_preview(qtbot, screen)
    save(qtbot, screen)

    assert session.study.protocol.reasons.move[-1] == "Room under repair"


def test_a_known_reason_typed_in_words_is_stored_as_its_code(screen: SettingsScreen, qtbot: QtBot):
    section = screen.sections[Part.REASONS]
    assert isinstance(section, ReasonsSection)
    screen.list.choose(Part.REASONS)

    qtbot.keyClicks(section.entries["move"], "Raised blood pressure")
    qtbot.keyClick(section.entries["move"], Key.Key_Return)

    assert screen.draft.protocol.reasons.move[-1] == "raised_blood_pressure"


def test_the_short_name_is_changed_with_the_protocol_in_one_action(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.STUDY]
    assert isinstance(section, StudySection)
    type_into(qtbot, section.short_name, "Copper 2")
    wait_for_preview(qtbot, screen)
    assert screen.panel.effect == "No planned visit changes."

    save(qtbot, screen)

    assert session.study.facts.short_name == "Copper 2"


def test_a_default_is_confirmed_by_whom_and_when(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.INFUSIONS]
    screen.list.choose(Part.INFUSIONS)
    standing = section.standings["infusions.gaps"]
    assert standing.text == "Gaps between infusions: To be confirmed"

    qtbot.mouseClick(standing.button, LEFT)

    assert "infusions.gaps" not in session.study.protocol.to_confirm
    told = "Gaps between infusions: Confirmed by A. Nowak, 24 Mar 2026 10:12"
    assert standing.text == told
    session.undo_stack.undo()
    assert standing.text == "Gaps between infusions: To be confirmed"


def test_confirming_while_editing_keeps_the_edits(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = draws(screen)
    type_into(qtbot, section.table.lines["inf7"].last, "3")

    qtbot.mouseClick(section.standings["draws.numbers"].button, LEFT)

    assert section.table.lines["inf7"].last.value() == 3
    assert "draws.numbers" not in screen.draft.protocol.to_confirm


def test_all_defaults_are_confirmed_only_after_a_question(
    screen: SettingsScreen, session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    prompter.answers = [False, True]
    qtbot.mouseClick(screen.confirm_all, LEFT)
    assert len(session.study.protocol.to_confirm) == 11

    qtbot.mouseClick(screen.confirm_all, LEFT)

    assert session.study.protocol.to_confirm == ()
    assert prompter.asked == ["Confirm 11 defaults?"] * 2
    assert not screen.confirm_all.isVisible()


def test_a_study_open_for_reading_shows_its_settings_and_changes_none(
    made_demo: Path, prompter: ScriptedPrompter, theme: Theme, qtbot: QtBot
):
    opened = Session()
    opened.open(Study.open_to_read(made_demo, by="A. Nowak"), lambda: DEMO_NOW)
    screen = SettingsScreen(opened, prompter, Navigator())
    qtbot.addWidget(screen)
    screen.resize(1240, 800)
    screen.show()
    section = draws(screen)

    line = section.table.lines["inf7"]
    assert line.last.value() == 2
    assert not line.last.isEnabled()
    assert not screen.confirm_all.isVisible()
    opened.close()


def test_a_place_names_a_section(screen: SettingsScreen):
    screen.show_place(Place(ScreenName.SETTINGS, detail="backups"))

    assert screen.section.part is Part.BACKUPS


@pytest.mark.parametrize("part", list(Part))
def test_every_control_of_a_section_has_a_name(screen: SettingsScreen, part: Part):
    from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit

    screen.list.choose(part)
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)
    nameless = [
        type(one).__name__
        for kind in kinds
        for one in screen.section.findChildren(kind)
        if one.isVisible()
        and not one.objectName().startswith("qt_")
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert nameless == []


def test_the_withdrawn_keep_their_course(screen: SettingsScreen, session: Session, qtbot: QtBot):
    withdrawn = {c for c, p in session.study.patients().items() if p.withdrawn_on is not None}
    assert withdrawn
    type_into(qtbot, draws(screen).table.lines["post"].last, "12")
    wait_for_preview(qtbot, screen)

    assert not withdrawn & {row.key.patient for row in screen.panel.model.rows}
    assert draw("post", "KET-026") in {row.key for row in screen.panel.model.rows}


def test_a_menu_of_reasons_is_never_left_empty(screen: SettingsScreen, qtbot: QtBot):
    section = screen.sections[Part.REASONS]
    assert isinstance(section, ReasonsSection)
    screen.list.choose(Part.REASONS)
    chosen = section.lists["rating_missed"]

    for _reason in chosen.values:
        qtbot.keyClick(chosen.list, Key.Key_Delete)

    assert section.refused["rating_missed"].text() == "Keep at least one reason."
    assert screen.draft.problems


def test_a_national_number_is_no_reason(screen: SettingsScreen, qtbot: QtBot):
    type_into(qtbot, draws(screen).table.lines["inf7"].last, "3")
    wait_for_preview(qtbot, screen)

    qtbot.keyClicks(screen.panel.reason, "44051401359")

    assert screen.panel.refusal
    assert not screen.panel.save.isEnabled()


def test_one_letter_is_no_reason_and_what_is_missing_moves_nothing(
    screen: SettingsScreen, qtbot: QtBot
):
    type_into(qtbot, draws(screen).table.lines["inf7"].last, "3")
    wait_for_preview(qtbot, screen)
    before = screen.panel.save.mapTo(screen, QPoint(0, 0))

    qtbot.keyClicks(screen.panel.reason, "x")

    assert screen.panel.refusal == "Say why, in at least 3 letters."
    assert not screen.panel.save.isEnabled()
    QApplication.sendPostedEvents()
    assert screen.panel.save.mapTo(screen, QPoint(0, 0)) == before


def test_no_two_sections_of_the_list_overlap_when_it_is_first_shown(screen: SettingsScreen):
    boxes = [screen.list.visualItemRect(screen.list.item(row)) for row in range(len(Part))]

    least = screen.list.sizeHintForRow(0)
    assert all(below.top() - above.top() >= least for above, below in pairwise(boxes))


def test_a_window_cut_by_the_next_infusion_is_said_so_in_the_preview(
    screen: SettingsScreen, qtbot: QtBot
):
    type_into(qtbot, draws(screen).table.lines["inf5"].last, "5")
    wait_for_preview(qtbot, screen)

    count = len(screen.panel.model.rows)
    told = f"{count} windows end sooner than set: where the next infusion starts."
    assert screen.panel.notes == told


def test_a_window_as_long_as_set_needs_no_word(screen: SettingsScreen, qtbot: QtBot):
    type_into(qtbot, draws(screen).table.lines["post"].last, "10")
    wait_for_preview(qtbot, screen)

    assert screen.panel.notes == ""


def test_another_range_tells_how_many_results_it_marks_otherwise(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.LABORATORY]
    assert isinstance(section, LaboratorySection)
    screen.list.choose(Part.LABORATORY)
    values = [
        d.result.ug_dl
        for course in session.study.courses().values()
        for d in course.draws
        if d.result is not None and d.result.ug_dl is not None
    ]
    between = sum(120 < value <= 140 for value in values)
    assert between > 1

    type_into(qtbot, section.high, "120")
    wait_for_preview(qtbot, screen)

    assert screen.panel.effect == "No planned visit changes."
    told = f"{between} stored results change between low, normal and high."
    assert screen.panel.notes == told
    type_into(qtbot, section.high, "900")
    qtbot.waitUntil(lambda: screen.panel.notes.startswith("No stored result"))


def test_the_limit_that_was_edited_is_the_one_refused(screen: SettingsScreen, qtbot: QtBot):
    section = screen.sections[Part.LABORATORY]
    assert isinstance(section, LaboratorySection)
    screen.list.choose(Part.LABORATORY)

    type_into(qtbot, section.high, "60")

    low, high = section.fields["laboratory.low"], section.fields["laboratory.high"]
    assert high.error == "The upper limit is not above the lower limit."
    assert not low.error
    type_into(qtbot, section.low, "65")
    assert low.error
    assert not high.error


def test_a_value_that_is_mended_leaves_no_word_of_having_been_wrong(
    screen: SettingsScreen, qtbot: QtBot
):
    section = screen.sections[Part.LABORATORY]
    assert isinstance(section, LaboratorySection)
    screen.list.choose(Part.LABORATORY)
    type_into(qtbot, section.high, "60")
    assert screen.panel.effect.startswith("A value cannot stay")

    type_into(qtbot, section.high, "150")

    assert screen.panel.effect in ("", "No planned visit changes.")


def test_the_gap_that_was_edited_is_the_one_refused(screen: SettingsScreen, qtbot: QtBot):
    section = screen.sections[Part.INFUSIONS]
    assert isinstance(section, InfusionsSection)
    screen.list.choose(Part.INFUSIONS)

    type_into(qtbot, section.max_gap, "1")

    assert section.fields["infusions.max_gap_days"].error == "Shorter than the shortest gap."
    assert not section.fields["infusions.min_gap_days"].error


def test_the_form_keeps_its_width_when_the_preview_comes(screen: SettingsScreen, qtbot: QtBot):
    section = screen.sections[Part.LABORATORY]
    assert isinstance(section, LaboratorySection)
    screen.list.choose(Part.LABORATORY)
    QApplication.processEvents()
    before = section.high.geometry(), section.width()

    type_into(qtbot, section.high, "150")
    wait_for_preview(qtbot, screen)
    QApplication.processEvents()

    assert (section.high.geometry(), section.width()) == before


def test_the_message_after_saving_names_what_changed(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    said: list[str] = []
    session.performed.connect(said.append)
    lines = draws(screen).table.lines
    type_into(qtbot, lines["inf5"].last, "3")
    wait_for_preview(qtbot, screen)
    save(qtbot, screen)
    type_into(qtbot, lines["inf5"].last, "2")
    type_into(qtbot, lines["post"].last, "10")
    type_into(qtbot, lines["post"].first, "4")
    wait_for_preview(qtbot, screen)
    save(qtbot, screen)

    assert said == [
        "Protocol changed: Cu5, window to day 2 → 3.",
        "Protocol changed: Cu5, window to day 3 → 2, and 2 more.",
    ]


def test_a_comparison_more_is_told_beside_those_there_were(
    screen: SettingsScreen, session: Session, qtbot: QtBot
):
    section = screen.sections[Part.ANALYSIS]
    assert isinstance(section, AnalysisSection)
    screen.list.choose(Part.ANALYSIS)
    before = session.study.protocol

    qtbot.mouseClick(section.add, LEFT)

    ((_setting, was, now),) = setting_changes(before, screen.draft.protocol)
    assert now.startswith(f"{was}; ")
