# The two commands of the README are `make demo` and `make test`. Both install what they need.
FV_WERROR ?= OFF
JOBS ?= $(shell nproc)
export CCACHE_BASEDIR = $(CURDIR)
export CCACHE_NOHASHDIR = 1

PREFIX ?= /usr/local

.PHONY: build programs configure-and-build release-program install package package-test pictures demo test test-asan test-tsan drills chaos fuzz interop bench bench-peers bench-serve lint lint-quick format clean

build: TARGETS = all
build: configure-and-build

# The two programs without the tests: what the demo needs.
programs: TARGETS = flexverify flexverify-lab
programs: configure-and-build

configure-and-build:
	@.ci/install-packages build
	@cmake --preset dev -DFV_WERROR=$(FV_WERROR) >/dev/null
	@cmake --build --preset dev -j $(JOBS) --target $(TARGETS)

# The pictures of the documents, from the lab.
pictures: programs
	@.ci/install-packages test
	@python3 tests/e2e/pictures.py

# The program as others get it: PREFIX (default /usr/local) is part of the units, DESTDIR is not.
release-program:
	@.ci/install-packages build
	@cmake --preset install -DCMAKE_INSTALL_PREFIX=$(PREFIX) >/dev/null
	@cmake --build --preset install -j $(JOBS) --target flexverify

install: release-program
	@DESTDIR=$(DESTDIR) cmake --install build/install

package: release-program
	@.ci/install-packages package
	@rm -f build/install/package/*.deb
	@cpack --config build/install/CPackConfig.cmake
	@lintian --fail-on error --tag-display-limit 0 build/install/package/*.deb

# The package in a Debian that has nothing: installed, used, purged.
package-test: package
	@.ci/test-package build/install/package/*.deb

demo: programs
	@tests/e2e/demo.sh build/bin

test:
	@.ci/install-packages test
	@$(MAKE) --no-print-directory build
	@ctest --test-dir build --output-on-failure -j $(JOBS) -LE browser

test-asan:
	@.ci/install-packages test
	@cmake --preset asan -DFV_WERROR=$(FV_WERROR) >/dev/null
	@cmake --build --preset asan -j $(JOBS)
	@ctest --test-dir build/asan --output-on-failure -j $(JOBS) -LE 'whole-program|slow'

# What several threads share: the pool of checks, the scheduler, the history, the dashboard's server.
test-tsan:
	@.ci/install-packages test
	@cmake --preset tsan -DFV_WERROR=$(FV_WERROR) >/dev/null
	@cmake --build --preset tsan -j $(JOBS) --target test_pool test_serve flexverify flexverify-lab
	@TSAN_OPTIONS=halt_on_error=1 ctest --test-dir build/tsan --output-on-failure -R '^(pool|serve)$$'
	@TSAN_OPTIONS=halt_on_error=1 FLEXVERIFY_BIN_DIR=build/tsan/bin \
	  python3 tests/e2e/serve_test.py Checks Faults Alerts Access

# Every fault that the lab can plant: planted, found first, verdict, what to change.
drills: TARGETS = test_flows
drills: configure-and-build
	@build/bin/test_flows --gtest_filter='*Named*' --gtest_brief=1

# 2,000 logins at servers that go wrong, by seeds; `make test` has the first hundred.
# FLEXVERIFY_CHAOS="1234 1" build/bin/test_chaos repeats one.
chaos: TARGETS = test_chaos
chaos: configure-and-build
	@FLEXVERIFY_CHAOS="1 2000" build/bin/test_chaos --gtest_brief=1

# Every target of tests/fuzz for SECONDS, with clang's libFuzzer; `make test` replays the corpora.
SECONDS ?= 60
fuzz:
	@.ci/install-packages fuzz
	@cmake --preset fuzz >/dev/null
	@cmake --build --preset fuzz -j $(JOBS) --target fuzz
	@tests/fuzz/run.sh build/fuzz/bin/fuzz $(SECONDS)

# Logins through real identity providers, by vendors' own sign-in pages and other people's clients at
# the look-alikes, and of the shipped Flex UI on this machine; SAML messages judged by service
# providers that others wrote. Fetches all of these, which `make test` never
# does: there their tests are skipped, or ask fewer, until this has run.
interop:
	@.ci/install-packages interop
	@.ci/fetch-keycloak
	@.ci/fetch-flex-ui
	@.ci/fetch-saml-oracles
	@.ci/fetch-vendor-pages
	@.ci/fetch-go-oracles
	@.ci/fetch-django-idp
	@$(MAKE) --no-print-directory build
	@ctest --test-dir build --output-on-failure -R interop
	@FLEXVERIFY_BIN_DIR=build/bin python3 tests/interop/browser_rows_test.py || [ $$? -eq 77 ]

bench:
	@.ci/install-packages bench
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target flexverify flexverify-lab bench_login page_cost
	@tests/bench/run.sh build/release/bin

# Two other ways to log in, for the table of `make bench`, which says so where they are missing.
bench-peers:
	@.ci/install-packages bench-peers
	@.ci/fetch-playwright

bench-serve:
	@.ci/install-packages bench
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target flexverify flexverify-lab
	@python3 tests/bench/serve_load.py build/release/bin 2000 5m 3600
	@python3 tests/bench/serve_load.py build/release/bin 500 30s 10500

lint-quick:
	@.ci/install-packages test
	@python3 tests/lint/quick.py

lint: lint-quick
	@.ci/install-packages lint
	@tests/lint/tidy.sh build

format:
	@git ls-files '*.cpp' '*.h' | xargs clang-format-19 -i

clean:
	@rm -rf build
