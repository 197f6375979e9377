"""The whole report, put together in the order in which it is read."""

from collections.abc import Iterator

from gui.report import (
    further_sections,
    group_sections,
    pair_sections,
    profile_sections,
    relation_sections,
    sample_sections,
)
from gui.report.document import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Role,
    Section,
    Subheading,
    Table,
)
from gui.report.manifest import software
from gui.report.numbering import numbered
from gui.report.source import ReportSource
from gui.words import analysis as words
from gui.words import dates, methods, references
from gui.words import report as report_words
from gui.words.language import _, language
from gui.words.numbers import number, plain
from gui.words.protocol import Setting
from stats.settings import AnalysisSettings


def document_of(source: ReportSource) -> Document:
    """The report in the language in use."""
    return Document(
        title=report_words.title(source.title),
        subtitle=_("Report of the analysis plan"),
        language=language(),
        written_at=dates.moment(source.written_at),
        warnings=(report_words.made_up(),) if source.is_demo else (),
        facts=tuple(_title_page(source)),
        sections=numbered(_sections(source)),
    )


def _sections(source: ReportSource) -> Iterator[Section]:
    yield _standing(source)
    yield _methods(source)
    yield sample_sections.patients(source)
    yield pair_sections.planned(source)
    yield sample_sections.over_draws(source)
    yield pair_sections.every_pair(source)
    yield pair_sections.added(source)
    yield further_sections.all_draws(source)
    yield relation_sections.symptoms(source)
    yield group_sections.groups(source)
    yield relation_sections.response(source)
    yield relation_sections.other_ways(source)
    yield sample_sections.missing(source)
    yield profile_sections.profiles(source)
    yield _protocol(source)
    yield _provenance(source)


def _title_page(source: ReportSource) -> Iterator[tuple[str, str]]:
    result = source.result
    yield _("Study"), source.title
    yield _("Written"), dates.moment(source.written_at)
    yield _("Patients"), str(len(result.patients))
    if source.protocol:
        yield _("Protocol"), source.protocol
        yield (
            _("Defaults to be confirmed"),
            report_words.defaults(source.to_confirm, len(source.unconfirmed)),
        )
    for file in source.files:
        yield _("Table"), file.name
    yield _("Data (SHA-256)"), source.data_sha256
    if source.head is not None:
        yield _("Audit trail, entries"), str(source.head.count)
        yield _("Audit trail, head"), source.head.hash


def _standing(source: ReportSource) -> Section:
    """Which defaults of the protocol nobody has confirmed."""
    if not source.settings:
        return Section(_("Protocol to be confirmed"), ())
    unsure = source.unconfirmed
    role = Role.INTRO if unsure else Role.BODY
    blocks: list[Block] = [Paragraph(report_words.unconfirmed(len(unsure)), role)]
    if unsure:
        blocks.append(Bullets(tuple(f"{s.part}, {s.name}: {s.value}" for s in unsure)))
    return Section(_("Protocol to be confirmed"), tuple(blocks))


def _methods(source: ReportSource) -> Section:
    blocks: list[Block] = []
    for heading, text in methods.methods(source.result, software(), source.infusions):
        blocks += [Subheading(heading), Paragraph(text, Role.METHODS)]
    papers = Table(
        "references",
        _("Papers behind the methods"),
        (_("Used for"), _("Reference")),
        references.rows(),
        text_columns=frozenset({0, 1}),
    )
    note = Paragraph(report_words.rounding(), Role.NOTE)
    return Section(_("Methods"), (*blocks, note, papers))


def _protocol(source: ReportSource) -> Section:
    if not source.settings:
        return Section(_("Protocol"), ())
    table = Table(
        "protocol",
        _("The protocol, and what of it is to be confirmed"),
        (_("Part"), _("Setting"), _("Value"), _("Standing")),
        tuple(map(_setting_row, source.settings)),
        text_columns=frozenset({0, 1, 2, 3}),
    )
    return Section(_("Protocol"), (table,))


def _setting_row(setting: Setting) -> tuple[str, ...]:
    return setting.part, setting.name, setting.value, setting.standing


def _margin(settings: AnalysisSettings) -> str:
    if settings.equivalence_margin is None:
        return _("not set")
    margin = settings.equivalence_margin * settings.unit.per_ug_dl
    return f"± {number(margin, words.decimals(settings.unit))} {words.unit(settings.unit)}"


def _provenance(source: ReportSource) -> Section:
    settings = source.result.settings
    rows = [
        (_("Written"), dates.moment(source.written_at)),
        (_("Data (SHA-256)"), source.data_sha256),
        *((file.name, file.sha256) for file in source.files),
        (_("Draws out of window"), words.out_of_window(settings.out_of_window)),
        (_("Below LOQ"), words.below_loq(settings.below_loq)),
        (_("Haemolysed"), words.haemolysed(settings.haemolysed)),
        (_("Test"), words.test(settings.test)),
        (_("Holm over"), words.family(settings.family)),
        (_("Level (alpha)"), plain(settings.alpha)),
        (_("Margin of equivalence"), _margin(settings)),
        (_("Seed"), str(settings.seed)),
        (_("Unit"), words.unit(settings.unit)),
        *software().items(),
    ]
    if source.head is not None:
        rows.append((_("Audit trail, entries"), str(source.head.count)))
        rows.append((_("Audit trail, head"), source.head.hash))
    table = Table(
        "provenance",
        _("Data, settings and software"),
        (_("What"), _("Value")),
        tuple(rows),
        text_columns=frozenset({0, 1}),
    )
    return Section(_("Where the numbers come from"), (table,))
