# Runs when the files of the package are in place: copyright and changelog as Debian wants them. The
# full text of the license is Debian's own file.
set(folder ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/doc/flexverify)
file(REMOVE ${folder}/LICENSE)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${folder})
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${folder}/changelog
"${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}) stable; urgency=medium

  * What changed for a user is in CHANGELOG.md.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
execute_process(COMMAND gzip -9nf ${folder}/changelog COMMAND_ERROR_IS_FATAL ANY)
