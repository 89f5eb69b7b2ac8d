# What is done often, by name. `make` lists it.
COMPOSE ?= $(shell command -v podman-compose || { docker compose version >/dev/null 2>&1 && echo docker compose; } || echo docker-compose) -f podman-compose.yml
# What stops or deletes means all there is, also what was started for a profile that .env no longer names.
ALL = $(COMPOSE) $(addprefix --profile ,$(shell sed -n 's/^ *profiles: \[\([a-z, ]*\)\].*/\1/p' podman-compose.yml | tr ', ' '\n\n' | sort -u))
URL ?= http://localhost:8080

.DEFAULT_GOAL := help
.PHONY: help dev test build package native image containers-deploy containers-deploy-fresh containers-start containers-stop \
  containers-restart-app containers-logs containers-status containers-clean check-config smoke bench db-migrate db-status db-renew-certificate

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: ## run with hot reload on SQLite
	./mvnw quarkus:dev

test: ## format check, every test, the packaged jar
	./mvnw verify

build: ## the jar of target/quarkus-app
	./mvnw -q package -DskipTests

package: ## the jar as Dockerfile.jvm takes it
	./mvnw -q package -DskipTests -Dquarkus.package.jar.type=aot-jar -Dsbom

native: ## the native binary, compiled in a container
	./mvnw -q package -DskipTests -Dnative -Dquarkus.native.container-build=true -Dsbom

image: package ## the container image
	$(COMPOSE) build backend

.env:
	cp .env.example .env
	@echo "Made .env for development from .env.example."

check-config: .env ## say what of .env must be changed before production
	@bin/check-config .env

containers-deploy: check-config image ## build and start, keep all data
	$(COMPOSE) up -d

containers-deploy-fresh: check-config image ## delete all data, build and start
	$(ALL) down -v --remove-orphans
	$(COMPOSE) up -d

containers-start: .env ## start what was stopped
	$(COMPOSE) start

containers-stop: .env ## stop, keep containers and data
	$(ALL) stop

containers-restart-app: image ## build the service anew, migrate and replace its container; the database goes on
	$(COMPOSE) run --rm --no-deps migrate
	$(COMPOSE) up -d --no-deps --force-recreate backend

containers-logs: .env ## follow the logs
	$(ALL) logs -f --tail=100

containers-status: .env ## what runs, and whether it is healthy
	$(ALL) ps

containers-clean: .env ## stop and delete containers and all data
	$(ALL) down -v --remove-orphans

smoke: ## check a running service: make smoke URL=http://localhost:8080
	bin/smoke $(URL)

SESSIONS ?= 100000
SCENARIOS ?= all
bench: package ## measure beside pgbench and a stand-in: SESSIONS=1000000 SCENARIOS=create,list; bench/faults and bench/retention are apart
	bench/measure --sessions $(SESSIONS) --scenarios "$(SCENARIOS)"

db-migrate: .env ## migrate the schema and end
	$(COMPOSE) run --rm --no-deps migrate

db-status: .env ## the migrations that were run
	$(COMPOSE) exec -T database psql -U postgres -d history -c "select installed_rank, version, description, installed_on, execution_time as ms, success from flyway_schema_history order by installed_rank"

db-renew-certificate: .env ## a new certificate for the database, which goes on; it also gets one by itself, 30 days before it ends
	$(COMPOSE) exec -T database bash /etc/alert-history/start renew
