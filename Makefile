# Frequent tasks. `make` lists the targets.
COMPOSE ?= $(shell command -v podman-compose || { docker compose version >/dev/null 2>&1 && echo docker compose; } || echo docker-compose) -f podman-compose.yml
# Targets that stop or delete containers apply to every profile, including those that .env no longer names.
ALL = $(COMPOSE) $(addprefix --profile ,$(shell sed -n 's/^ *profiles: \[\([a-z, ]*\)\].*/\1/p' podman-compose.yml | tr ', ' '\n\n' | sort -u))
URL ?= http://localhost:8080

.DEFAULT_GOAL := help
.PHONY: help dev test build package native image containers-deploy containers-deploy-fresh containers-start containers-stop \
  containers-restart-app containers-logs containers-status containers-clean admin-key check-config smoke bench db-migrate db-status db-renew-certificate \
  backup backup-list backup-key backup-full backup-info restore restore-replace restore-drop recovery-drill db-rev db-up db-down db-init \
  db-reset db-safety transfer

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: ## run with live reload on SQLite
	./mvnw quarkus:dev

test: ## check the format, run all tests, test the packaged jar
	./mvnw verify

build: ## build the jar in target/quarkus-app
	./mvnw -q package -DskipTests

package: ## build the jar that Dockerfile.jvm uses, and its SBOM
	./mvnw -q package -DskipTests -Dquarkus.package.jar.type=aot-jar -Dsbom

native: ## build the native binary in a container
	./mvnw -q package -DskipTests -Dnative -Dquarkus.native.container-build=true -Dsbom

image: package ## build the container images
	$(COMPOSE) build backend
	@! grep -qs '^COMPOSE_PROFILES=.*backup' .env || $(ALL) build backup

.env:
	cp .env.example .env
	@echo "Created .env for development from .env.example."

check-config: .env ## check .env, and list what must be changed before production
	@bin/check-config .env

containers-deploy: check-config image ## build and start the containers, keep all data
	$(COMPOSE) up -d

containers-deploy-fresh: check-config image ## delete all data, then build and start the containers
	$(ALL) down -v --remove-orphans
	$(COMPOSE) up -d

containers-start: .env ## start stopped containers
	$(COMPOSE) start

containers-stop: .env ## stop the containers, keep them and their data
	$(ALL) stop

containers-restart-app: image ## rebuild the service, migrate, replace its container; the database keeps running
	$(COMPOSE) run --rm --no-deps migrate
	$(COMPOSE) up -d --no-deps --force-recreate backend

containers-logs: .env ## follow the logs
	$(ALL) logs -f --tail=100

containers-status: .env ## show the containers and their health
	$(ALL) ps

admin-key: .env ## show the first key, which is made at the first start; it may do everything
	@$(COMPOSE) exec -T backend cat /keys/admin.key

containers-clean: .env ## stop and delete the containers and all data
	$(ALL) down -v --remove-orphans

smoke: ## check a running service: ALERT_HISTORY_KEY=… make smoke URL=http://localhost:8080
	bin/smoke $(URL)

SESSIONS ?= 100000
SCENARIOS ?= all
bench: package ## compare with pgbench and a stand-in: make bench SESSIONS=1000000 SCENARIOS=create,list
	bench/measure --sessions $(SESSIONS) --scenarios "$(SCENARIOS)"

db-migrate: .env ## migrate the schema
	$(COMPOSE) run --rm --no-deps migrate

db-status: .env ## list the applied migrations
	$(COMPOSE) exec -T database psql -U postgres -d history -c "select installed_rank, version, description, installed_on, execution_time as ms, success from flyway_schema_history order by installed_rank"

db-renew-certificate: .env ## renew the database's certificate now, without a restart
	$(COMPOSE) exec -T database bash /etc/alert-history/start renew

backup-key: ## make the key of the encrypted backup repository, once
	@test ! -e backup-key/key.conf || { echo "backup-key/key.conf is there; without it, the backups made with it cannot be read" >&2; exit 1; }
	@mkdir -p -m 700 backup-key # nobody else can enter, so that the user of the containers can read the file
	@printf '[global]\nrepo1-cipher-pass=%s\n' "$$(openssl rand -hex 32)" > backup-key/key.conf && chmod 644 backup-key/key.conf
	@echo "Made backup-key/key.conf. Keep a copy of it elsewhere, and set BACKUP_KEY_FILE in .env."

backup-full: .env ## take a full backup now (profile backup)
	$(ALL) exec -T backup bash /etc/alert-history/backups full

backup-info: .env ## list the backups, and the time that the archived WAL covers
	$(ALL) exec -T backup pgbackrest info

TIMELINE ?= latest
restore: .env ## recover to a point in time into a second database: make restore TARGET='2026-11-29 03:12:00+00', or TARGET=latest
	@test -n "$(TARGET)" || { echo "make restore TARGET='2026-11-29 03:12:00+00', or TARGET=latest" >&2; exit 1; }
	-@$(ALL) exec -T backup bash /etc/alert-history/backups flush # when the database still runs
	RESTORE_TARGET="$(TARGET)" RESTORE_TIMELINE="$(TIMELINE)" $(ALL) up -d --no-deps --force-recreate restored
	@$(ALL) exec -T restored bash /etc/alert-history/backups recovered || { $(ALL) logs --tail=20 restored; exit 1; }

restore-replace: .env ## recover the database itself: make restore-replace TARGET=… CONFIRM=yes
	@test -n "$(TARGET)" -a "$(CONFIRM)" = yes || { echo "This replaces the data. make restore-replace TARGET='2026-11-29 03:12:00+00' CONFIRM=yes" >&2; exit 1; }
	-@$(ALL) exec -T backup bash /etc/alert-history/backups flush
	$(ALL) stop
	$(COMPOSE) run --rm --no-deps database restore "$(TARGET)" "$(TIMELINE)"
	$(COMPOSE) up -d
	$(ALL) exec -T backup bash /etc/alert-history/backups full

restore-drop: .env ## delete the second database
	$(ALL) stop restored
	$(ALL) run --rm --no-deps --entrypoint find restored /var/lib/postgresql/data -mindepth 1 -delete

recovery-drill: build ## rehearse a recovery to a point in time, without containers
	bin/recovery-drill

# On DATABASE_URL, whichever database it names; without it on history.db here. They need the jar of `make build`.
HISTORY = java -jar target/quarkus-app/quarkus-run.jar

db-rev: ## make the next migration of both databases with its undo: make db-rev MESSAGE="names of agents"
	@bin/db-rev "$(MESSAGE)"

db-init: db-up ## make the schema in an empty database

db-up: ## migrate DATABASE_URL to the latest schema
	$(HISTORY) migrate run

db-safety: ## rehearse the pending migrations of DATABASE_URL: make db-safety VERSION=7
	$(HISTORY) migrate safety $(VERSION)

db-down: ## undo the last migration of DATABASE_URL: what it added is lost
	@current=$$($(HISTORY) migrate status | awk '$$1 ~ /^[0-9]+$$/ && !/ pending/ { last = $$1 } END { print last }'); \
	$(HISTORY) migrate rollback --to $$((current - 1)) --backup skip

db-reset: ## delete the SQLite file of the development database, and make it anew
	@case "$(DATABASE_URL)" in ""|sqlite:*) ;; *) echo "db-reset deletes development's SQLite file only; DATABASE_URL names a server" >&2; exit 1 ;; esac
	@test "$(ENVIRONMENT)" != production || { echo "db-reset is for development" >&2; exit 1; }
	rm -f $(addprefix $(if $(DATABASE_URL),$(patsubst sqlite:///%,%,$(DATABASE_URL)),history.db),"" -wal -shm)
	$(HISTORY) migrate run

transfer: ## copy a history to the other kind of database: make transfer FROM=sqlite:///history.db TO=postgresql://user@host/name ARGS=--dry-run
	@$(HISTORY) transfer --from "$(FROM)" --to "$(TO)" $(ARGS)

backup: ## back up DATABASE_URL into DATABASE_BACKUP_DIR (to use it: the command restore FILE --into URL); NOTE="why" goes into its manifest
	@$(HISTORY) backup $(if $(NOTE),--note "$(NOTE)")

backup-list: ## list the backups in DATABASE_BACKUP_DIR
	@$(HISTORY) backup list
