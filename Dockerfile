# The bot alone: no tests, no tools. Everything that it keeps is in /data, or in the PostgreSQL that DATABASE_URL names.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements-run.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-run.lock

COPY bot bot
COPY domain domain
COPY handlers handlers
COPY models models
COPY playbooks playbooks
COPY scheduling scheduling
COPY services services
COPY views views
RUN python -m compileall -q . \
 && useradd --create-home --uid 10001 loopkeeper \
 && install --directory --owner=loopkeeper --mode=700 /data

USER loopkeeper
VOLUME /data
ENV DATABASE_URL=sqlite:////data/loopkeeper.db HOST=0.0.0.0 PORT=3000 WATCH_PORT=8080 LOG_FORMAT=json
EXPOSE 3000 8080

# Whether the process answers: a container is no healthier for being started anew while Slack or the database is away.
# A load balancer asks /readyz instead. It is asked of itself, whatever proxy Docker has put into the environment.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:8080/healthz', timeout=8)"]

# SIGTERM ends it in good order; give it ten seconds (Docker's own default).
CMD ["python", "-m", "bot", "run"]
