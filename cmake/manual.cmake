# Man pages and shell completions: the program prints them, the build keeps them, the install puts them where they belong.
file(GLOB COMMAND_SOURCES CONFIGURE_DEPENDS src/cli/*.c)
set(MANUAL_DIR ${CMAKE_BINARY_DIR}/manual)
set(PROGRAM $<TARGET_FILE:casus_cli>)
add_custom_command(
  OUTPUT ${MANUAL_DIR}/stamp
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=${PROGRAM} -DTARGET_DIR=${MANUAL_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/print_manual.cmake
  DEPENDS casus_cli ${CMAKE_SOURCE_DIR}/cmake/print_manual.cmake
  COMMENT "Man pages and completions")
add_custom_target(manual ALL DEPENDS ${MANUAL_DIR}/stamp)
install(DIRECTORY ${MANUAL_DIR}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES ${MANUAL_DIR}/casus.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME casus)
install(FILES ${MANUAL_DIR}/casus.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _casus)
install(FILES ${MANUAL_DIR}/casus.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
