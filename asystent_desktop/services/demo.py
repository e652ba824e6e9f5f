"""The demonstration office: real stores, joined by the real enrolment, with months of past work."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.calendar import add_months, month_bounds, next_working_day, working_days
from asystent_desktop.clock import SetClock
from asystent_desktop.errors import RefusedError
from asystent_desktop.records import (
    Account,
    Agreement,
    BlueCard,
    Contact,
    DayOff,
    DiagnosisItem,
    Family,
    FamilyAssessment,
    FamilyMember,
    FosterFamily,
    Person,
    Plan,
    PlanAction,
    PlanGoal,
    PlanSignature,
    SupportCase,
    Visit,
    WorkHours,
)
from asystent_desktop.services import demo_texts as texts
from asystent_desktop.services.demo_build import Build, Say
from asystent_desktop.services.demo_place import built_whole
from asystent_desktop.services.stores import OfficeStart

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.stores import Stores


VISITS_A_DAY = 5
_ENTERED_A_DAY = 14
FIRST_HOURS = (time(8, 30), time(10, 0), time(11, 30), time(13, 0), time(14, 30))
WORK_HOURS = "1 08:00-16:00; 2 08:00-16:00; 3 08:00-16:00; 4 08:00-16:00; 5 08:00-16:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStore:
    """A store of the demonstration: its folder, password, person and role."""

    folder: Path
    password: str
    name: str
    role: str


def build_demo(
    stores: Stores,
    folder: Path,
    say: Say,
    *,
    families: int = 24,
    months: int = 3,
    seed: int = 1,
    today: date | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> tuple[DemoStore, ...]:
    """Build the office, two assistants and a coordinator in new folders under `folder`.

    `families` (2..26) are shared between the assistants, each with `months` (0..24) of past work; content
    depends on `seed` and `today` alone, keys are random. RefusedError when the folder is in use,
    StoppedError when it was stopped; whatever fails, nothing half built stays.
    """
    if not 2 <= families <= len(texts.FAMILIES) or not 0 <= months <= 24:
        raise RefusedError(f"Rodzin może być od 2 do {len(texts.FAMILIES)}, miesięcy od 0 do 24.")
    day = today or stores.clock.today()
    clock = SetClock(datetime.combine(add_months(day, -months - 1), time(8, 40)))
    dice = random.Random(seed)  # noqa: S311 - content
    build = Build(stores.at(clock), folder, say, dice, day, months, clock, is_stopped)
    with built_whole(folder), ExitStack() as opened:
        office, made = _office(build)
        opened.callback(office.close)
        workers = _register(build, office, families)
        laptops = []
        # All join before any works: the office's clock goes forward only, as in life.
        for number, (account, name, role) in enumerate(workers):
            say(f"Dołącza laptop: {name}", 0.1 + 0.06 * number)
            place = folder / f"{'koordynator' if role == 'coordinator' else 'asystent'}-{number + 1}"
            build.clock.at = build.moment(build.first_days[2], number)
            laptops.append(_join(build, office, account, place, opened))
            made.append(DemoStore(folder=place, password=texts.PASSWORD, name=name, role=role))
        _field(build, office, laptops, made[1:])
    say("Gotowe", 1.0)
    return tuple(made)


def _field(build: Build, office: Services, laptops: list[Services], stores: list[DemoStore]) -> None:
    """Let the laptops do their past work and exchange it with the office, step by step through the months."""
    for number, laptop in enumerate(laptops):
        build.say(f"Praca w terenie: {stores[number].name}", 0.3 + 0.2 * number)
        _work(build, laptop)
    for number, laptop in enumerate(laptops):
        build.clock.at = build.moment(build.today - timedelta(days=10), number, first=14)
        _exchange(build, office, laptop)
    for laptop in laptops:
        _last_days(build, laptop)
    for number, laptop in enumerate(laptops):
        _two_edits(build, office, laptop, number)
    for number, laptop in enumerate(laptops):
        build.clock.at = build.moment(build.last_day, number, first=16)
        _last_bundle(build, laptop, stores[number].folder.name)


def _office(build: Build) -> tuple[Services, list[DemoStore]]:
    build.say("Powstaje biuro", 0.02)
    name, street, postcode, city = texts.OFFICE
    start = OfficeStart(
        office_name=name, kind="mops", street=street, postcode=postcode, city=city, person_name=texts.HEAD
    )
    place = build.folder / "biuro"
    opened = build.stores.create_office(start, texts.PASSWORD, folder=place, is_demo=True)
    services = opened.services
    build.stores.check_code_back(opened, {1: opened.recovery_code.split("-")[0]})
    office_id = services.desk.store.identity.office
    values = {"unit": texts.UNIT, "head_name": texts.HEAD, "head_title": "kierownik"}
    services.records.change(office_id, {**values, "case_number_pattern": "AR.{nr}.{rok}"})
    return services, [DemoStore(folder=place, password=texts.PASSWORD, name=texts.HEAD, role="office")]


def _register(build: Build, office: Services, families: int) -> list[tuple[str, str, str]]:
    """Enter accounts and families, and allocate them; return the workers."""
    workers = [
        (build.new(Account, name=name, roles=("assistant",), job_title="asystent rodziny"), name, "assistant")
        for name in texts.ASSISTANTS
    ]
    coordinator = build.new(Account, name=texts.COORDINATOR, roles=("coordinator",), job_title="koordynator")
    workers.append((coordinator, texts.COORDINATOR, "coordinator"))
    start = build.start
    build.save(office, start, time(8, 55))
    entered = [
        (workers[number * len(texts.ASSISTANTS) // families][0], partial(_family, build, number, start))
        for number in range(families)
    ]
    entered += [
        (coordinator, partial(_foster_family, build, number, row, start))
        for number, row in enumerate(texts.FOSTER)
    ]
    for number, (account, enter) in enumerate(entered):
        family = enter()
        when = build.moment(build.first_days[number // _ENTERED_A_DAY], number % _ENTERED_A_DAY)
        build.save(office, when.date(), when.time())
        office.register.allocate(family, account, start)
    return workers


def _family(build: Build, number: int, start: date) -> str:
    name, mother, first, father, father_first = texts.FAMILIES[number]
    worker_number = number % 12
    family = build.new(
        Family,
        display_name=name,
        street=texts.STREETS[number % len(texts.STREETS)],
        house=str(3 + number * 4),
        flat=str(1 + number % 12),
        postcode="50-001",
        city="Wzorowo",
        district=texts.DISTRICTS[worker_number * len(texts.DISTRICTS) // 12],
        phone=f"601 555 {10 + number:03d}",
        two_workers=number % 8 == 0,
        safety_note="Pies na podwórku, dzwonić przed wejściem." if number % 6 == 2 else "",
        address_protected=number % 13 == 9,
        remarks=texts.HOUSING,
    )
    begun = start - timedelta(days=30 + build.dice.randrange(200))
    build.new(
        SupportCase,
        family=family,
        case_number=f"AR.{number + 1}.{begun.year}",
        state="active",
        entry_route="court" if number % 7 == 3 else "consent",
        received_on=begun - timedelta(days=20),
        consent_on=begun - timedelta(days=5),
        decision_on=begun - timedelta(days=2),
        work_start=begun,
        reasons=("parenting_skills", "debt"),
    )
    _people(build, family, (mother, first, father, father_first), number)
    worker = texts.SOCIAL_WORKERS[number % len(texts.SOCIAL_WORKERS)]
    build.new(Contact, family=family, role="social_worker", name=worker, phone="71 555 01 01")
    if number % 7 == 3:
        build.new(Contact, family=family, role="court_officer", name=texts.COURT_OFFICER)
    if number % 8 == 0:
        build.new(
            BlueCard, family=family, started_on=start + timedelta(days=3), filled_by=texts.SOCIAL_WORKERS[0]
        )
        build.new(Contact, family=family, role="coordinator", name=texts.COORDINATOR)
    return family


def _people(build: Build, family: str, names: tuple[str, str, str, str], number: int) -> None:
    mother, first, father, father_first = names

    def member(role: str, last_name: str, first_name: str, sex: str, born: date, **more: Any) -> None:
        person = build.new(Person, last_name=last_name, first_name=first_name, sex=sex, birth_date=born)
        build.new(FamilyMember, family=family, person=person, role=role, **{"lives_with": True, **more})

    year = build.today.year
    member("mother", mother, first, "K", date(year - 31 - number % 9, 3, 14), is_reference_person=True)
    if father:
        member("father", father, father_first, "M", date(year - 35 - number % 8, 9, 2))
    for child in range(1 + number % 3):
        child_name, sex = texts.CHILDREN[(number + child * 3) % len(texts.CHILDREN)]
        born = date(year - 2 - (number + child * 4) % 13, 1 + (number * 5 + child) % 12, 20)
        in_care: dict[str, Any] = {}
        if number % 8 == 0 and child == 0:
            in_care = {"in_care_since": add_months(build.today, -5), "lives_with": False}
        last = mother if sex == "K" else (father or mother)
        member("daughter" if sex == "K" else "son", last, child_name, sex, born, **in_care)


def _foster_family(build: Build, number: int, row: tuple[str, str, str, str, str], start: date) -> str:
    name, carer, first, second, second_first = row
    family = build.new(
        FosterFamily,
        display_name=name,
        type="non_professional" if second else "kinship",
        street=texts.STREETS[number],
        house=str(20 + number),
        postcode="50-001",
        city="Wzorowo",
        district=texts.DISTRICTS[number],
        phone=f"601 556 {10 + number:03d}",
        visit_target=1,
        start_on=start - timedelta(days=400),
    )
    for last_name, first_name, sex in ((carer, first, "K"), (second, second_first, "M")):
        if last_name:
            person = build.new(Person, last_name=last_name, first_name=first_name, sex=sex)
            build.new(FamilyMember, family=family, person=person, role="relative", lives_with=True)
    child_name, sex = texts.CHILDREN[number]
    born = add_months(start, -12 * (6 + 3 * number))
    child = build.new(
        Person, last_name=texts.FOSTER_CHILDREN[number], first_name=child_name, sex=sex, birth_date=born
    )
    build.new(
        FamilyMember,
        family=family,
        person=child,
        role="child",
        lives_with=True,
        in_care_since=start - timedelta(days=400),
    )
    return family


def _join(build: Build, office: Services, account: str, place: Path, closing: ExitStack) -> Services:
    """Let a laptop join as in life: invitation and code, request, the same eight words, welcome.

    `closing` closes it in the end, also when it could not join.
    """
    papers = build.folder / ".paczki"
    papers.mkdir(exist_ok=True)
    invited = office.enrolment.invite(account, papers / "demo.zaproszenie")
    opened = build.stores.create_joining(
        build.stores.open_invitation(invited.file), invited.code, texts.PASSWORD, folder=place, is_demo=True
    )
    laptop = opened.services
    closing.callback(laptop.close)
    build.stores.check_code_back(opened, {1: opened.recovery_code.split("-")[0]})
    laptop.enrolment.save_request(papers / "prosba.paczka")
    asked = office.enrolment.accept(papers / "prosba.paczka")
    if asked.words != laptop.enrolment.words():
        raise RefusedError("Słowa się nie zgadzają. Danych pokazowych nie zbudowano.")
    office.enrolment.confirm(asked.device, papers / "odpowiedz.paczka")
    laptop.enrolment.join(papers / "odpowiedz.paczka")
    for one in papers.iterdir():
        one.unlink()
    papers.rmdir()
    return laptop


def _exchange(build: Build, office: Services, laptop: Services) -> None:
    """Send the laptop's work to the office and its receipt back."""
    way = build.folder / ".paczka"
    for source, target in ((laptop, office), (office, laptop)):
        device = laptop.desk.store.identity.device if source is office else ""
        source.exchange.make(build.folder, file=way, device=device)
        target.exchange.take(way)
        way.unlink()


def _work(build: Build, laptop: Services) -> None:
    """Write months of visits, diagnoses, plans and assessments for each of the laptop's families."""
    account = laptop.desk.account
    build.new(WorkHours, account=account, hours=WORK_HOURS)
    leave = next_working_day(month_bounds(build.today.year, build.today.month)[1] + timedelta(days=20))
    build.new(DayOff, account=account, since=leave, until=leave)
    build.save(laptop, build.first_days[3], time(9, 20))
    rows = laptop.cases.rows()
    for number, row in enumerate(rows):
        if row.kind == "family":
            _diagnosis_and_plan(build, laptop, row.id, number)
    for back in range(build.months, -1, -1):
        first = add_months(build.today.replace(day=1), -back)
        _month(build, laptop, [row.id for row in rows if row.kind == "family"], first)
        _foster_month(build, laptop, [row.id for row in rows if row.kind == "foster_family"], first)
    build.clock.at = datetime.combine(build.today - timedelta(days=10), time(13, 30))
    for row in [one for one in rows if one.kind == "family"][4::5]:
        laptop.plans.begin(row.id)


def _diagnosis_and_plan(build: Build, laptop: Services, family: str, number: int) -> None:
    made_on = add_months(build.today, -max(build.months, 1)) + timedelta(days=5)
    strengths = [texts.STRENGTHS[(number + one) % len(texts.STRENGTHS)] for one in range(2)]
    deficits = [texts.DEFICITS[(number + one) % len(texts.DEFICITS)] for one in range(2)]
    for kind, items in (("strength", strengths), ("deficit", deficits)):
        for area, words in items:
            build.new(DiagnosisItem, family=family, kind=kind, area=area, text=words, noted_on=made_on)
    last_made = add_months(build.today, -6) + timedelta(days=number * 9 - 5)
    build.new(
        FamilyAssessment,
        family=family,
        made_on=last_made,
        passed_to_head_on=last_made + timedelta(days=3),
        conclusion="continue",
        risk_level="low",
    )
    _plan(build, family, number, made_on, (strengths, deficits))
    when = build.moment(made_on, number)
    build.save(laptop, when.date(), when.time())


def _plan(build: Build, family: str, number: int, made_on: date, items: tuple[list[Any], list[Any]]) -> None:
    plan = build.new(
        Plan,
        family=family,
        version_no=1,
        state="signed",
        made_on=made_on,
        valid_from=made_on,
        valid_to=add_months(made_on, 8),
        strengths="\n".join(words for _area, words in items[0]),
        deficits="\n".join(words for _area, words in items[1]),
        way_of_working="Asystent przychodzi osiem razy w miesiącu, w umówionych godzinach.",
        agreed_with_social_worker_on=made_on,
    )
    for place in range(2 + number % 2):
        area, words, effect, actions = texts.GOALS[(number + place) % len(texts.GOALS)]
        goal = build.new(
            PlanGoal,
            family=family,
            plan=plan,
            order=f"{1000 * (place + 1):08d}",
            text=words,
            area=area,
            expected_effect=effect,
            deadline=build.today + timedelta(days=60 + 15 * place),
            state="in_progress",
        )
        for step, (action, days) in enumerate(actions):
            later = 0 if days is None or days < 0 else 4 * (number % 7)
            due = None if days is None else build.today + timedelta(days=days + later)
            done = due is not None and due < build.today
            build.new(
                PlanAction,
                family=family,
                goal=goal,
                order=f"{1000 * (step + 1):08d}",
                text=action,
                who="rodzice",
                by_family=True,
                deadline=due,
                continuous=due is None,
                state="done" if done else "in_progress",
                done_on=due if done else None,
            )
    for role, name in (("assistant", "asystent"), ("social_worker", texts.SOCIAL_WORKERS[number % 3])):
        build.new(PlanSignature, family=family, plan=plan, role=role, name=name, signed_on=made_on)


def _month(build: Build, laptop: Services, families: list[str], first: date) -> None:
    """Write one month of visits: five a day, so that each family comes round every second or third day."""
    last = month_bounds(first.year, first.month)[1]
    days = working_days(first, last)
    account = laptop.desk.account
    people = {family: laptop.cases.page(family).members for family in families}
    for place, family in enumerate(families):
        missing = (0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 0, 0)[place % 12] if last >= build.today else 0
        for turn in range(8):
            slot = turn * len(families) + place
            index = (
                slot * len(days) // (8 * len(families)) if len(families) * 8 > len(days) * 5 else slot // 5
            )
            day = days[min(index, len(days) - 1)]
            start = FIRST_HOURS[slot % VISITS_A_DAY]
            if day > build.today - timedelta(days=10) and day < build.today:
                continue
            if turn >= 8 - missing:
                continue
            present = tuple(one.person.id for one in people[family] if one.member.lives_with)
            _visit(build, account, family, day, start, present, turn)
        build.save(laptop, min(last, build.today - timedelta(days=10)), time(13, 10))


def _foster_month(build: Build, laptop: Services, families: list[str], first: date) -> None:
    """Write a coordinator's month: one visit in each foster family."""
    days = working_days(first, month_bounds(first.year, first.month)[1])
    for place, family in enumerate(families):
        present = tuple(one.person.id for one in laptop.cases.page(family).members)
        day = days[(12 + 5 * place) % len(days)]
        _visit(build, laptop.desk.account, family, day, FIRST_HOURS[place], present, place)
    build.save(laptop, min(days[-1], build.today - timedelta(days=10)), time(13, 10))


def _visit(
    build: Build, account: str, family: str, day: date, start: time, present: tuple[str, ...], turn: int
) -> None:
    common: dict[str, Any] = {
        "family": family,
        "account": account,
        "day": day,
        "start": start,
        "end": (datetime.combine(day, start) + timedelta(minutes=60)).time(),
    }
    if day >= build.today:
        build.new(Visit, **common, state="planned")
        return
    if build.dice.random() < 0.04:
        reason = build.dice.choice(("absent", "not_opened", "refused"))
        build.new(Visit, **common, state="failed", failed_reason=reason)
        return
    area, course = build.dice.choice(texts.COURSES)
    did = build.dice.choice(texts.FAMILY_DID)
    visit = build.new(
        Visit, **common, state="held", present=present, areas=(area,), course=course, family_did=did
    )
    words, who = texts.AGREEMENTS[turn % len(texts.AGREEMENTS)]
    done = day + timedelta(days=3)
    done_on = done if done < build.today - timedelta(days=7) else None
    order = f"{turn:06d}"
    build.new(
        Agreement, family=family, visit=visit, text=words, who=who, due=done, done_on=done_on, order=order
    )


def _last_days(build: Build, laptop: Services) -> None:
    """Write the visits of the last ten days, which wait for the next bundle."""
    families = [row.id for row in laptop.cases.rows() if row.kind == "family"]
    first = build.today - timedelta(days=9)
    days = working_days(first, build.today - timedelta(days=1))
    for number, day in enumerate(days):
        for slot in range(VISITS_A_DAY):
            if not families:
                break
            family = families[(number * VISITS_A_DAY + slot) % len(families)]
            members = laptop.cases.page(family).members
            present = tuple(one.person.id for one in members if one.member.lives_with)
            _visit(build, laptop.desk.account, family, day, FIRST_HOURS[slot], present, number)
        build.save(laptop, day)


def _two_edits(build: Build, office: Services, laptop: Services, number: int) -> None:
    """Let the office and the laptop write different things into one field: what a person has to settle."""
    families = [row.id for row in laptop.cases.rows() if row.kind == "family"]
    if families:
        there, here = texts.HOUSING_TWICE
        for services, words, day in (
            (office, there, build.today - timedelta(days=7)),
            (laptop, here, build.last_day),
        ):
            build.clock.at = build.moment(day, number, first=15) + timedelta(minutes=40)
            services.records.change(families[0], {"remarks": words})


def _last_bundle(build: Build, laptop: Services, name: str) -> None:
    """Leave the bundle that the office has not taken yet, for whoever looks round to take."""
    way = build.folder / "paczki"
    way.mkdir(exist_ok=True)
    laptop.exchange.make(way, file=way / f"{name}.paczka")
