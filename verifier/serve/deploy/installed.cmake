# Runs while it is installed: PROGRAM, MADE, SOURCE, DEPLOY, BINDIR, MANDIR and DATADIR are given.
# file(INSTALL) puts DESTDIR before each destination.
file(MAKE_DIRECTORY ${MADE})

function(written_by_program file)
  execute_process(COMMAND ${PROGRAM} ${ARGN} OUTPUT_FILE ${MADE}/${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(installed_as file folder)
  file(INSTALL ${MADE}/${file} DESTINATION ${folder} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endfunction()

written_by_program(flexverify.1 manual)
execute_process(COMMAND gzip -9nf ${MADE}/flexverify.1 COMMAND_ERROR_IS_FATAL ANY)
installed_as(flexverify.1.gz ${MANDIR}/man1)

written_by_program(flexverify completion bash)
installed_as(flexverify ${DATADIR}/bash-completion/completions)
written_by_program(_flexverify completion zsh)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  installed_as(_flexverify ${DATADIR}/zsh/vendor-completions)
else()
  installed_as(_flexverify ${DATADIR}/zsh/site-functions)  # where zsh looks below /usr/local
endif()
written_by_program(flexverify.fish completion fish)
installed_as(flexverify.fish ${DATADIR}/fish/vendor_completions.d)

file(REMOVE ${MADE}/flexverify.json)
written_by_program(flexverify.json init)
installed_as(flexverify.json ${DATADIR}/doc/flexverify/examples)

# The links of the documents lead to where they are now.
file(GLOB pages RELATIVE ${SOURCE} ${SOURCE}/README.md ${SOURCE}/reports/docs/*.md)
foreach(page ${pages})
  file(READ ${SOURCE}/${page} text)
  string(REPLACE "reports/docs/" "docs/" text "${text}")
  string(REPLACE "../../README.md" "../README.md" text "${text}")
  string(REPLACE "../../verifier/serve/deploy/" "../examples/" text "${text}")
  string(REPLACE "reports/docs/" "docs/" place ${page})
  file(WRITE ${MADE}/doc/${place} "${text}")
endforeach()
file(INSTALL ${MADE}/doc/ DESTINATION ${DATADIR}/doc/flexverify FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)

foreach(unit flexverify flexverify-check)
  configure_file(${DEPLOY}/systemd/${unit}.service.in ${MADE}/${unit}.service @ONLY)
  installed_as(${unit}.service ${CMAKE_INSTALL_PREFIX}/lib/systemd/system)
endforeach()
configure_file(${DEPLOY}/systemd/flexverify-check.timer ${MADE}/flexverify-check.timer COPYONLY)
installed_as(flexverify-check.timer ${CMAKE_INSTALL_PREFIX}/lib/systemd/system)
configure_file(${DEPLOY}/systemd/flexverify.sysusers ${MADE}/sysusers/flexverify.conf COPYONLY)
installed_as(sysusers/flexverify.conf ${CMAKE_INSTALL_PREFIX}/lib/sysusers.d)
configure_file(${DEPLOY}/systemd/flexverify.tmpfiles ${MADE}/tmpfiles/flexverify.conf COPYONLY)
installed_as(tmpfiles/flexverify.conf ${CMAKE_INSTALL_PREFIX}/lib/tmpfiles.d)
