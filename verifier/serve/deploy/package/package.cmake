# The .deb, by CPack (`make package`). The units are shipped and not enabled: without a
# configuration there is nothing to check.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME flexverify)
set(CPACK_PACKAGE_VERSION ${FV_VERSION})
set(CPACK_PACKAGE_CONTACT "flexverify <flexverify@flexverify.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "verifies logins to Twilio Flex by single sign-on")
set(CPACK_PACKAGE_DESCRIPTION
"Follows a login from the page of Twilio Flex to the identity provider and
back, without a browser, audits the SAML messages, and says which value is
wrong, on which page and in which field. Runs once, or by a schedule with a
dashboard, metrics and alerts.")
set(CPACK_PACKAGE_FILE_NAME flexverify_${FV_VERSION}_${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "chromium, chromium-driver, prometheus, grafana")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_CURRENT_LIST_DIR}/postinst ${CMAKE_CURRENT_LIST_DIR}/prerm ${CMAKE_CURRENT_LIST_DIR}/postrm)
# What a package of Debian has besides: its copyright file and its changelog.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/documents.cmake)
include(CPack)
