# Builds the web application and builds its files into the server, each packed by gzip. Run as a script (cmake -P, with WEB, OPENAPI and
# OUT) it writes OUT/web_bytes.S and OUT/web_table.c of the files in the folder WEB, whose names are known only when it is built.
function(casus_embed_web OUT_SOURCES)
  set(OUT ${CMAKE_BINARY_DIR}/web)
  set(SITE ${OUT}/site)
  set(WEB_DIR ${CMAKE_SOURCE_DIR}/web)
  file(MAKE_DIRECTORY ${OUT})
  if(CASUS_WEB AND EXISTS ${WEB_DIR}/package.json)
    find_program(NPM npm)
    find_program(NODE node)
    if(NOT NPM OR NOT NODE)
      message(FATAL_ERROR "The web application needs node and npm (Debian: nodejs, npm). Install them, or build without it: -DCASUS_WEB=OFF")
    endif()
    # Built in the build tree, from a copy of the sources: the source tree stays as it is, and may have modules of its own.
    file(GLOB PARTS CONFIGURE_DEPENDS RELATIVE ${WEB_DIR} ${WEB_DIR}/*)
    list(REMOVE_ITEM PARTS node_modules dist)
    set(COPIES "")
    set(WEB_FILES "")
    foreach(PART ${PARTS})
      if(IS_DIRECTORY ${WEB_DIR}/${PART})
        list(APPEND COPIES COMMAND ${CMAKE_COMMAND} -E rm -rf ${OUT}/app/${PART}
             COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB_DIR}/${PART} ${OUT}/app/${PART})
        file(GLOB_RECURSE FILES CONFIGURE_DEPENDS ${WEB_DIR}/${PART}/*)
        list(APPEND WEB_FILES ${FILES})
      else()
        list(APPEND COPIES COMMAND ${CMAKE_COMMAND} -E copy ${WEB_DIR}/${PART} ${OUT}/app)
        list(APPEND WEB_FILES ${WEB_DIR}/${PART})
      endif()
    endforeach()
    add_custom_command(
      OUTPUT ${OUT}/npm.stamp
      COMMAND ${CMAKE_COMMAND} -E make_directory ${OUT}/app
      COMMAND ${CMAKE_COMMAND} -E copy ${WEB_DIR}/package.json ${WEB_DIR}/package-lock.json ${OUT}/app
      COMMAND ${CMAKE_COMMAND} -E chdir ${OUT}/app ${NPM} ci --no-audit --no-fund --loglevel=error
      COMMAND ${CMAKE_COMMAND} -E touch ${OUT}/npm.stamp
      DEPENDS ${WEB_DIR}/package-lock.json
      COMMENT "Installing the modules of the web application")
    add_custom_command(
      OUTPUT ${OUT}/site.stamp
      ${COPIES}
      COMMAND ${CMAKE_COMMAND} -E rm -rf ${SITE}
      COMMAND ${CMAKE_COMMAND} -E chdir ${OUT}/app ${NODE} build.mjs --out ${SITE}
      COMMAND ${CMAKE_COMMAND} -E touch ${OUT}/site.stamp
      DEPENDS ${OUT}/npm.stamp ${WEB_FILES}
      COMMENT "Building the web application")
  else()
    set(PAGE "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>casus</title>\n"
             "<h1>casus</h1>\n<p>This program was built without the web application (CASUS_WEB=OFF).\n"
             "The API is there: <a href=\"/api/openapi.json\">/api/openapi.json</a> describes it.</p>\n</html>\n")
    string(CONCAT PAGE ${PAGE})
    file(CONFIGURE OUTPUT ${OUT}/site.stamp CONTENT "without the application\n" @ONLY)
    file(REMOVE_RECURSE ${SITE})
    file(CONFIGURE OUTPUT ${SITE}/index.html CONTENT "${PAGE}" @ONLY)
  endif()
  set(OPENAPI ${CMAKE_SOURCE_DIR}/src/serve/openapi.json)
  set(SCRIPT ${CMAKE_SOURCE_DIR}/cmake/embed_web.cmake)
  add_custom_command(
    OUTPUT ${OUT}/web_bytes.S ${OUT}/web_table.c
    COMMAND ${CMAKE_COMMAND} -DWEB=${SITE} -DOPENAPI=${OPENAPI} -DOUT=${OUT} -P ${SCRIPT}
    DEPENDS ${OUT}/site.stamp ${OPENAPI} ${SCRIPT}
    COMMENT "Packing the web application")
  set_source_files_properties(${OUT}/web_bytes.S PROPERTIES OBJECT_DEPENDS "${OPENAPI};${OUT}/site.stamp")
  set(${OUT_SOURCES} ${OUT}/web_bytes.S ${OUT}/web_table.c PARENT_SCOPE)
endfunction()

function(write_embedded)
  file(GLOB_RECURSE FILES RELATIVE ${WEB} ${WEB}/*)
  list(SORT FILES)
  file(REMOVE_RECURSE ${OUT}/packed)
  file(MAKE_DIRECTORY ${OUT}/packed)
  set(ASM "    .section .rodata\n    .globl openapi_begin\n    .globl openapi_end\nopenapi_begin:\n"
          "    .incbin \"${OPENAPI}\"\nopenapi_end:\n    .byte 0\n")
  string(CONCAT ASM ${ASM})
  set(TABLE "#include \"serve/web_files.h\"\n\n")
  set(ROWS "")
  set(N 0)
  foreach(FILE ${FILES})
    execute_process(COMMAND gzip -9nc ${WEB}/${FILE} OUTPUT_FILE ${OUT}/packed/${N}.gz RESULT_VARIABLE FAILED)
    if(FAILED)
      message(FATAL_ERROR "gzip cannot pack ${FILE}: ${FAILED}")
    endif()
    file(SHA256 ${WEB}/${FILE} HASH)
    string(SUBSTRING ${HASH} 0 16 HASH)
    file(SIZE ${WEB}/${FILE} SIZE)
    string(APPEND ASM "    .globl web_${N}_begin\n    .globl web_${N}_end\nweb_${N}_begin:\n"
                      "    .incbin \"${OUT}/packed/${N}.gz\"\nweb_${N}_end:\n    .byte 0\n")
    string(APPEND TABLE "extern const unsigned char web_${N}_begin[], web_${N}_end[];\n")
    string(APPEND ROWS "    {\"/${FILE}\", \"\\\"${HASH}\\\"\", ${SIZE}, web_${N}_begin, web_${N}_end},\n")
    math(EXPR N "${N} + 1")
  endforeach()
  string(APPEND ASM "    .section .note.GNU-stack,\"\",%progbits\n")
  string(APPEND TABLE "\nconst web_file web_files[] = {\n${ROWS}    {NULL, NULL, 0, NULL, NULL}};\n")
  file(WRITE ${OUT}/web_bytes.S "${ASM}")
  file(WRITE ${OUT}/web_table.c "${TABLE}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  write_embedded()
endif()
