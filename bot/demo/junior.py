"""Candidates for the junior role: screen, challenge, culture, offer; no system design."""

from bot.demo.company import ARJUN, BEATRIZ, DOMAIN, GRACE, HELENA, INES, LIAM, LISBON, PRIYA, RUI, SOFIA
from bot.demo.script import (
    accept,
    accept_offer,
    advance,
    approve,
    challenge,
    invite,
    met,
    offer,
    reject,
    returned,
    score,
    send_offer,
    told,
)
from bot.demo.story import Story

MADRID, PRAGUE = "Europe/Madrid", "Europe/Prague"

JUNIOR = (
    Story(
        "samuel", "junior", "29 Jun 10:30", "Samuel Pratesi", "samuel.pratesi@example.com", LISBON, "applied_directly",
        beats=(
            met("29 Jun 10:45", BEATRIZ, "29 Jun 16:30", BEATRIZ, minutes=30),
            score("29 Jun 17:20", BEATRIZ, "3343", "yes"),
            advance("29 Jun 17:25", BEATRIZ, "Knows what he knows and asks about the rest."),
            challenge("29 Jun 17:40", BEATRIZ, "6 Jul 18:00", LIAM, ARJUN),
            returned("3 Jul 09:00", BEATRIZ),
            score("3 Jul 11:20", ARJUN, "33333", "yes"),
            score("6 Jul 07:30", LIAM, "33344", "strong_yes"),
            advance("6 Jul 10:00", RUI, "Careful work for a first job, and an honest README."),
            met("6 Jul 10:30", BEATRIZ, "8 Jul 09:30", INES, PRIYA),
            score("8 Jul 10:50", INES, "34433", "strong_yes"),
            score("8 Jul 11:10", PRIYA, "33433", "yes"),
            advance("8 Jul 14:00", RUI, "Asks before being stuck for long, with two examples."),
            told("8 Jul 14:30", BEATRIZ),
            offer("8 Jul 15:30", BEATRIZ, "34,000", "1 Sep", "17 Jul", HELENA, SOFIA),
            approve("8 Jul 16:20", SOFIA),
            approve("9 Jul 09:40", HELENA),
            send_offer("9 Jul 10:10", BEATRIZ),
            accept_offer("15 Jul 11:30", BEATRIZ),
            told("15 Jul 12:00", BEATRIZ),
        ),
    ),
    Story(
        "jasper", "junior", "30 Jun 09:40", "Jasper Quillon", "jasper.q@example.com", LISBON, "job_board",
        beats=(
            met("30 Jun 10:00", BEATRIZ, "2 Jul 15:00", BEATRIZ, minutes=30),
            score("2 Jul 15:40", BEATRIZ, "2222", "no"),
            reject("2 Jul 16:00", BEATRIZ, "core_skills", "Courses only so far; no code that others have used."),
            told("2 Jul 16:30", BEATRIZ),
        ),
    ),
    Story(
        "ayesha", "junior", "6 Jul 11:00", "Ayesha Rahimtola", "ayesha.r@example.com", "Asia/Karachi", "job_board",
        beats=(
            met("6 Jul 11:30", BEATRIZ, "8 Jul 12:00", BEATRIZ, minutes=30),
            score("8 Jul 12:40", BEATRIZ, "3333", "yes"),
            advance("8 Jul 12:45", BEATRIZ, "Two small services in production at her university."),
            challenge("8 Jul 17:10", BEATRIZ, "17 Jul 12:00", ARJUN, LIAM),
        ),
    ),
    Story(
        "nuno", "junior", "2 Jul 14:00", "Nuno Figueiral", f"nuno@{DOMAIN}", LISBON, "in_house",
        note="From our own support team; Sofia and Helena know. He sees nothing of this.",
        beats=(
            met("2 Jul 14:30", BEATRIZ, "6 Jul 11:00", BEATRIZ, minutes=30),
            score("6 Jul 11:45", BEATRIZ, "3344", "strong_yes"),
            advance("6 Jul 11:50", BEATRIZ, "Wrote the tool that support uses every day."),
            challenge("6 Jul 12:10", BEATRIZ, "13 Jul 18:00", LIAM, ARJUN),
            returned("10 Jul 09:30", BEATRIZ),
            score("10 Jul 13:00", ARJUN, "33334", "yes"),
            score("14 Jul 07:45", LIAM, "33233", "yes", "Status codes are uneven; everything else is how we do it."),
            advance("14 Jul 10:10", RUI, "Runs at the first try and says what is missing."),
            invite("16 Jul 10:15", BEATRIZ, "22 Jul 15:00", RUI, INES),
            accept("16 Jul 11:30", RUI, INES),
        ),
    ),
    Story(
        "lucia", "junior", "3 Jul 09:30", "Lucía Ferrandis", "lucia.f@example.com", MADRID, "referral",
        beats=(
            met("3 Jul 09:45", BEATRIZ, "7 Jul 12:30", BEATRIZ, minutes=30),
            score("7 Jul 13:15", BEATRIZ, "3334", "yes"),
            advance("7 Jul 13:20", BEATRIZ, "Wants to learn what we do all day."),
            challenge("7 Jul 14:00", BEATRIZ, "14 Jul 18:00", LIAM, GRACE),
            returned("16 Jul 17:30", BEATRIZ),
            score("17 Jul 07:40", LIAM, "33343", "yes"),
        ),
    ),
    Story(
        "emma", "junior", "1 Jul 11:10", "Emma Kovarikova", "emma.kovarikova@example.com", PRAGUE, "talent_marketplace",
        stage="culture",
        note="Screen and challenge were done by the marketplace.",
        beats=(
            met("2 Jul 09:30", BEATRIZ, "16 Jul 09:30", INES, ARJUN),
            score("16 Jul 10:45", INES, "33334", "yes"),
            score("16 Jul 11:00", ARJUN, "34333", "yes"),
            advance("17 Jul 11:30", RUI, "Both would like to work with her, and say why."),
        ),
    ),
    Story(
        "tiago", "junior", "10 Jul 15:10", "Tiago Lousadela", "tiago.l@example.com", LISBON, "applied_directly",
        beats=(
            met("13 Jul 09:30", BEATRIZ, "17 Jul 14:00", BEATRIZ, minutes=30),
            score("17 Jul 14:50", BEATRIZ, "3333", "yes"),
            advance("17 Jul 14:55", BEATRIZ, "Small, finished projects that people use."),
        ),
    ),
    Story(
        "henrike", "junior", "6 Jul 11:20", "Henrike Falkenrath", "henrike.f@example.com", "Europe/Berlin", "referral",
        stage="culture",
        note="Referred by Grace.",
        beats=(
            met("6 Jul 14:00", BEATRIZ, "13 Jul 11:00", INES, ARJUN),
            score("13 Jul 12:15", INES, "43334", "strong_yes"),
            score("13 Jul 15:10", ARJUN, "33434", "yes"),
            advance("14 Jul 14:30", RUI, "Asks before she guesses, and tells what came of it."),
            told("14 Jul 15:00", BEATRIZ),
            offer("17 Jul 15:30", BEATRIZ, "44,000", "1 Sep", "31 Jul", RUI, HELENA),
            approve("17 Jul 16:20", RUI),
            approve("20 Jul 08:40", HELENA),
        ),
    ),
)  # fmt: skip
