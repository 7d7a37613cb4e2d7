# What an installation holds. Units, manual and completions are made while it is installed: they
# name the place, and come from the program itself.
include(GNUInstallDirs)
set(deploy ${CMAKE_SOURCE_DIR}/verifier/serve/deploy)

# A program that is installed has no symbols, with or without --strip.
install(CODE "set(CMAKE_INSTALL_DO_STRIP TRUE)")
install(TARGETS flexverify RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

install(CODE "
  set(PROGRAM $<TARGET_FILE:flexverify>)
  set(MADE ${CMAKE_BINARY_DIR}/installed)
  set(DEPLOY ${deploy})
  set(SOURCE ${CMAKE_SOURCE_DIR})
  set(BINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
  set(MANDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_MANDIR}\")
  set(DATADIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}\")
  include(${deploy}/installed.cmake)")

install(DIRECTORY reports/schema reports/prometheus reports/grafana
  DESTINATION ${CMAKE_INSTALL_DATADIR}/flexverify)
install(FILES CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY reports/docs/pictures DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)
install(DIRECTORY ${deploy}/kubernetes ${deploy}/nagios ${deploy}/compose ${deploy}/ci
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

include(${deploy}/package/package.cmake)
