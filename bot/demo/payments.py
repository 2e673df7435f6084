"""Candidates for the payments role in New York: all five stages, on New York's clock."""

from bot.demo.company import ARJUN, DANA, GRACE, HELENA, JOEL, MARCUS, NEW_YORK
from bot.demo.script import (
    accept,
    advance,
    approve,
    challenge,
    happened,
    invite,
    met,
    offer,
    reject,
    returned,
    score,
    send_offer,
    told,
    withdraw,
)
from bot.demo.story import Story

CHICAGO, TORONTO, LONDON = "America/Chicago", "America/Toronto", "Europe/London"

PAYING = (
    Story(
        "minh", "payments", "30 Jun 10:00", "Minh Anh Doanh", "minh.anh@example.com", TORONTO, "referral",
        beats=(
            met("30 Jun 10:30", DANA, "2 Jul 11:00", DANA, minutes=30),
            score("2 Jul 11:50", DANA, "3433", "yes"),
            advance("2 Jul 12:00", DANA, "Has built an interface that other teams depend on."),
            challenge("2 Jul 13:00", DANA, "10 Jul 17:00", JOEL, ARJUN),
            returned("14 Jul 09:20", DANA),
            score("15 Jul 08:10", ARJUN, "33334", "yes"),
            score("16 Jul 15:30", JOEL, "44343", "strong_yes", "The exclusion constraint is exactly what I would do."),
        ),
    ),
    Story(
        "freya", "payments", "7 Jul 10:30", "Freya Mundell", "freya.mundell@example.com", CHICAGO, "job_board",
        stage="challenge",
        beats=(
            challenge("7 Jul 11:00", DANA, "15 Jul 17:00", ARJUN, JOEL),
            returned("14 Jul 16:20", DANA),
            score("16 Jul 09:40", ARJUN, "33433", "yes", "Reads easily; I would take it over tomorrow."),
            score("17 Jul 14:10", JOEL, "22332", "no", "Two bookings at once both win; nothing says that it was seen."),
        ),
    ),
    Story(
        "hassan", "payments", "9 Jul 10:15", "Hassan Qureshi-Bell", "hassan.qb@example.com", NEW_YORK, "referral",
        beats=(
            met("9 Jul 11:00", DANA, "17 Jul 14:30", DANA, minutes=30),
            score("17 Jul 15:20", DANA, "3343", "yes"),
        ),
    ),
    Story(
        "caleb", "payments", "9 Jul 14:00", "Caleb Norwicke", "caleb.n@example.com", NEW_YORK, "job_board",
        beats=(
            invite("10 Jul 10:00", DANA, "17 Jul 11:00", DANA, minutes=30),
            accept("10 Jul 10:20", DANA),
            happened("17 Jul 11:20", DANA, "no_show"),
        ),
    ),
    Story(
        "theo", "payments", "29 Jun 11:00", "Theo Lindgrave", "theo.lindgrave@example.com", CHICAGO, "agency",
        stage="culture",
        beats=(
            met("29 Jun 14:00", DANA, "7 Jul 09:30", JOEL, ARJUN),
            score("7 Jul 11:00", JOEL, "34343", "strong_yes"),
            score("8 Jul 08:00", ARJUN, "33334", "yes"),
            advance("8 Jul 10:00", MARCUS, "Removes causes rather than symptoms; three examples."),
            told("8 Jul 10:20", DANA),
            offer("9 Jul 11:00", DANA, "142,000", "8 Sep", "21 Jul", MARCUS, HELENA, currency="USD"),
            approve("9 Jul 13:00", MARCUS),
            approve("10 Jul 09:00", HELENA),
            send_offer("10 Jul 12:00", DANA),
        ),
    ),
    Story(
        "naomi", "payments", "30 Jun 11:00", "Naomi Feldsher", "naomi.f@example.com", NEW_YORK, "referral",
        beats=(
            met("30 Jun 12:00", DANA, "6 Jul 10:00", DANA, minutes=30),
            score("6 Jul 10:45", DANA, "4343", "strong_yes"),
            advance("6 Jul 11:00", DANA, "The strongest screen of the week."),
            challenge("6 Jul 12:00", DANA, "13 Jul 17:00", JOEL, ARJUN),
            withdraw("9 Jul 15:00", DANA, "other_offer"),
            told("9 Jul 15:20", DANA),
        ),
    ),
    Story(
        "pavel", "payments", "10 Jul 09:30", "Pavel Horakin", "pavel.h@example.com", LONDON, "talent_marketplace",
        beats=(
            met("10 Jul 10:30", DANA, "15 Jul 10:00", DANA, minutes=30),
            score("15 Jul 10:50", DANA, "3333", "yes"),
            advance("15 Jul 11:00", DANA, "Clear about what was his."),
            challenge("15 Jul 12:00", DANA, "23 Jul 17:00", JOEL, GRACE),
        ),
    ),
    Story(
        "amara", "payments", "1 Jul 10:15", "Amara Nwosu-Hale", "amara.nh@example.com", NEW_YORK, "in_house",
        stage="challenge",
        beats=(
            challenge("1 Jul 11:00", DANA, "8 Jul 17:00", ARJUN, JOEL),
            returned("8 Jul 09:00", DANA),
            score("8 Jul 10:30", ARJUN, "33333", "yes"),
            score("9 Jul 16:00", JOEL, "33443", "yes"),
            advance("10 Jul 10:30", MARCUS, "Complete and tidy; tests that read like the brief."),
            invite("14 Jul 11:00", DANA, "20 Jul 11:00", JOEL, MARCUS, link=False),
            accept("14 Jul 12:30", JOEL, MARCUS),
        ),
    ),
    Story(
        "rafael", "payments", "2 Jul 09:45", "Rafael Thornbeck", "rafael.t@example.com", CHICAGO, "referral",
        stage="system_design",
        beats=(
            met("2 Jul 11:00", DANA, "9 Jul 10:00", JOEL, MARCUS),
            score("9 Jul 11:20", JOEL, "333433", "yes"),
            score("9 Jul 11:50", MARCUS, "343334", "yes"),
            advance("13 Jul 10:00", MARCUS, "Says what breaks next, and what it would cost."),
            invite("17 Jul 10:10", DANA, "22 Jul 09:30", JOEL, ARJUN),
        ),
    ),
    Story(
        "gwendolyn", "payments", "6 Jul 10:00", "Gwendolyn Paaske", "gwen.paaske@example.com", LONDON, "agency",
        stage="culture",
        beats=(
            invite("13 Jul 10:30", DANA, "17 Jul 16:30", JOEL, MARCUS),
            accept("13 Jul 12:00", JOEL, MARCUS),
            happened("17 Jul 17:36", JOEL),
            score("17 Jul 17:50", MARCUS, "33433", "yes"),
        ),
    ),
    Story(
        "idris", "payments", "14 Jul 10:00", "Idris Falkenborg", "idris.f@example.com", NEW_YORK, "applied_directly",
        beats=(
            invite("14 Jul 10:30", DANA, "17 Jul 16:00", DANA, minutes=30),
            accept("14 Jul 10:50", DANA),
        ),
    ),
    Story(
        "bruno", "payments", "29 Jun 12:00", "Bruno Castellini", "bruno.c@example.com", NEW_YORK, "job_board",
        stage="system_design",
        beats=(
            met("29 Jun 13:00", DANA, "8 Jul 09:30", JOEL, MARCUS),
            score("8 Jul 10:50", JOEL, "222232", "no"),
            score("8 Jul 11:10", MARCUS, "232222", "no"),
            reject("8 Jul 15:00", MARCUS, "system_design", "Six services for one form, and no numbers."),
            told("8 Jul 16:00", DANA),
        ),
    ),
)  # fmt: skip
