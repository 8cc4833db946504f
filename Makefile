# The commands of this project, for people and for CI. Requires GNU make, a JDK (17 or newer), Maven (3.8 or newer) and curl.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

WAITING_ROOM_DATA ?= .data
WAITING_ROOM_CASSANDRA ?= $(CASSANDRA)
JAVA_OPTIONS ?=
# As in the Dockerfile. A connection holds the strings of its request until it is answered; most are the same for all browsers.
COLLECTOR := -XX:+UseG1GC -XX:+UseStringDeduplication

# Maven uses the JDK in JAVA_HOME if set, so the other commands do too.
JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
JAVAC := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/javac,javac)
MVN := mvn -B
# Shows how many files Maven has fetched, and its output only if it fails.
QUIETLY := sh src/main/sh/quietly.sh
# Formats and lints scripts and styles.
BIOME := sh src/main/sh/biome.sh

CASSANDRA_STAMP := cassandra/target/built
CASSANDRA_SOURCES := cassandra/pom.xml $(shell find cassandra/src -name '*.java')
SPRING_STAMP := target/oidc-spring/built
SPRING_SOURCES := $(shell find src/test/oidc-spring -type f)
AUTHORIZER_STAMP := authorizer/target/built
AUTHORIZER_SOURCES := authorizer/pom.xml $(shell find authorizer/src -type f)
SERVLET_STAMP := authorizer-servlet/target/built
SERVLET_SOURCES := authorizer-servlet/pom.xml $(shell find authorizer-servlet/src authorizer-servlet/examples authorizer/src/main -type f)
APP_STAMP := target/built
APP_SOURCES := pom.xml $(shell find src/main authorizer/src/main -type f)
# Compiles and runs a profile of pom.xml, bench or chaos. From scratch, because Maven overlooks classes of the node that changed before.
COMPILE_PROFILE = rm -rf $(1)/target && $(MVN) -ntp -q -P$(1) test-compile dependency:build-classpath -Dmdep.outputFile=$(1)/target/classpath -Dmdep.includeScope=test
PROFILE_JAVA = $(JAVA) $(COLLECTOR) $(JAVA_OPTIONS) -cp "$(1)/target/classes:target/test-classes:target/classes:$$(cat $(1)/target/classpath)"
VERSION := $(shell sed -n 's,^  <version>\(.*\)</version>,\1,p' pom.xml)
IMAGE ?= waiting-room:$(VERSION)

.PHONY: help run cluster test browser crash check fuzz chaos fmt bench pictures load demo image package clean tools

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target what; do printf '%-16s %s\n' "$$target" "$$what"; done

run: tools $(APP_STAMP) $(if $(WAITING_ROOM_CASSANDRA),,$(CASSANDRA_STAMP)) ## start a development node; CASSANDRA=host:port: use that Cassandra; WAITING_ROOM_DATA=.data: data folder
	@WAITING_ROOM_DATA='$(WAITING_ROOM_DATA)' WAITING_ROOM_CASSANDRA='$(WAITING_ROOM_CASSANDRA)' \
	  exec $(JAVA) $(COLLECTOR) $(JAVA_OPTIONS) -cp 'target/classes:target/lib/*' waitingroom.dev.DevMain

cluster: tools $(APP_STAMP) $(if $(WAITING_ROOM_CASSANDRA),,$(CASSANDRA_STAMP)) ## start three nodes on this machine; CASSANDRA and WAITING_ROOM_DATA as for run
	@WAITING_ROOM_DATA='$(WAITING_ROOM_DATA)' WAITING_ROOM_CASSANDRA='$(WAITING_ROOM_CASSANDRA)' \
	  exec $(JAVA) $(JAVA_OPTIONS) -cp 'target/classes:target/lib/*' waitingroom.dev.LocalCluster

test: tools $(CASSANDRA_STAMP) $(SERVLET_STAMP) $(SPRING_STAMP) ## check the format, lint the scripts and run the tests, including those on a real Cassandra
	@$(BIOME) check --error-on-warnings
	@$(MVN) -ntp spotless:check verify
	@touch $(APP_STAMP)

browser: tools $(CASSANDRA_STAMP) ## run the tests of the pages and of the panel in Chromium; SHORT=yes: without the longest
	@$(MVN) -ntp verify -Dunit.skip -Dcyclonedx.skip -Dit.groups=browser -Dit.excludedGroups=$(if $(SHORT),long)

crash: tools $(CASSANDRA_STAMP) $(AUTHORIZER_STAMP) ## run the heavy tests: kill or restart nodes, pods and Cassandra, malformed requests; those of bench/ and chaos/; SHORT=yes: without the longest
	@rm -rf bench/target chaos/target
	@$(MVN) -ntp -Pbench,chaos verify -Dunit.skip -Dcyclonedx.skip -Dit.groups=heavy -Dit.excludedGroups=$(if $(SHORT),long)

slow: tools $(CASSANDRA_STAMP) $(AUTHORIZER_STAMP) ## run the tests of `make crash` and `make browser` in one go; SHORT=yes: without the longest
	@rm -rf bench/target chaos/target
	@$(MVN) -ntp -Pbench,chaos verify -Dunit.skip -Dcyclonedx.skip -Dit.groups='heavy | browser' -Dit.excludedGroups=$(if $(SHORT),long)

check: tools ## check the format, lint the scripts, compile strictly and run the fast tests
	@$(BIOME) check --error-on-warnings
	@$(MVN) -ntp spotless:check test

fuzz: tools $(CASSANDRA_STAMP) ## send 100,000 malformed requests and 1,000,000 spoilt connections to a node: FUZZ='-Dfuzz.count=1000000 -Dfuzz.wire=50000 -Dfuzz.seed=2'
	@$(MVN) -ntp verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FuzzIT,WireFuzzIT -Dit.excludedGroups= -Dfuzz.count=100000 -Dfuzz.wire=1000000 $(FUZZ)

chaos: tools $(CASSANDRA_STAMP) ## inject faults into a cluster under load and check what clients saw: CHAOS='kill-9 partition'; network faults need root
	@$(call COMPILE_PROFILE,chaos)
	@exec $(call PROFILE_JAVA,chaos) waitingroom.chaos.Chaos $(CHAOS)

fmt: tools ## format the code, scripts and styles too
	@$(MVN) -ntp -q spotless:apply
	@$(MVN) -ntp -q -f authorizer-servlet/pom.xml spotless:apply
	@$(MVN) -ntp -q -f gatling/pom.xml spotless:apply
	@$(BIOME) format --write

bench: tools $(CASSANDRA_STAMP) ## run the benchmarks; BENCH=jmh, weight, http, tokens, journey, growth, load, nodes, crowd, overload, room, inlets, readside or streams: only one
	@$(call COMPILE_PROFILE,bench)
	@exec $(call PROFILE_JAVA,bench) waitingroom.bench.Bench $(BENCH)

pictures: tools ## draw the diagrams of docs/INLETS.md
	@$(call COMPILE_PROFILE,bench)
	@$(call PROFILE_JAVA,bench) waitingroom.room.InletPictures

load: tools ## simulate a one-minute sale on a running node, with a report: LOAD='-DusersPerSecond=50 -Dcrowd=1000'
	@$(MVN) -ntp -q -f gatling/pom.xml gatling:test -Dcredentials='$(abspath $(WAITING_ROOM_DATA)/credentials)' $(LOAD)

demo: ## tour a running node with curl
	@sh src/main/sh/demo.sh

image: ## build the container image with Docker or Podman: IMAGE=name:tag
	@sh src/main/sh/image.sh '$(IMAGE)'

package: tools ## build the jar, its libraries and the bill of materials into target/package, twice, and compare the bytes
	@sh src/main/sh/package.sh $(MVN)

clean: ## delete build output, but not the data
	@rm -rf target $(wildcard */target)

tools:
	@sh src/main/sh/require-tools.sh '$(JAVA)' '$(JAVAC)'

$(CASSANDRA_STAMP): $(CASSANDRA_SOURCES) | tools
	@echo 'Fetching and assembling the embedded Cassandra ...'
	@rm -rf cassandra/target
	@$(QUIETLY) $(MVN) -f cassandra/pom.xml package
	@touch $@

$(SPRING_STAMP): $(SPRING_SOURCES) | tools
	@echo 'Building the shop on Spring Security ...'
	@rm -rf target/oidc-spring
	@$(QUIETLY) $(MVN) -f src/test/oidc-spring/pom.xml process-classes
	@touch $@

$(AUTHORIZER_STAMP): $(AUTHORIZER_SOURCES) | tools
	@echo 'Building and testing the token checks ...'
	@$(MVN) -ntp -f authorizer/pom.xml test
	@touch $@

$(SERVLET_STAMP): $(SERVLET_SOURCES) | tools
	@echo 'Building and testing the servlet filter ...'
	@$(MVN) -ntp -f authorizer-servlet/pom.xml spotless:check package
	@touch $@

$(APP_STAMP): $(APP_SOURCES) | tools
	@echo 'Building the waiting room ...'
	@rm -rf target/lib
	@$(QUIETLY) $(MVN) package -DskipTests -Dmaven.test.skip=true
	@touch $@
