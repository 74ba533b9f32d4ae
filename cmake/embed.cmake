# Builds files into the library: one assembler file that includes their bytes, and the table builtin_files[]. They are the models, the
# small tables, and the images (absolute paths) of the large ones.
function(casus_embed OUT)
  file(GLOB FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/ontology/*.tsv ${CMAKE_SOURCE_DIR}/data/exchange/*.tsv
       ${CMAKE_SOURCE_DIR}/models/*.casus)
  list(SORT FILES)
  list(APPEND FILES ${ARGN})
  # Tables of which casus who shows the rows: beside their image, read by nothing at start.
  foreach(TABLE people groups agents countries heads regions)
    list(APPEND FILES ${CMAKE_SOURCE_DIR}/data/world/${TABLE}.tsv)
  endforeach()
  set(ASM "    .section .rodata\n")
  set(TABLE "#include \"base/base.h\"\n\n")
  set(ROWS "")
  set(N 0)
  foreach(FILE ${FILES})
    # Paths as the code names them: "ontology/plover.tsv", "grammar.casus", "actors.image".
    string(REGEX REPLACE "^.*/(data|models|images)/" "" NAME ${FILE})
    string(APPEND ASM "    .balign 64\n    .globl casus_file_${N}_begin\n    .globl casus_file_${N}_end\ncasus_file_${N}_begin:\n"
                      "    .incbin \"${FILE}\"\ncasus_file_${N}_end:\n    .byte 0\n")
    string(APPEND TABLE "extern const unsigned char casus_file_${N}_begin[], casus_file_${N}_end[];\n")
    string(APPEND ROWS "    {\"${NAME}\", casus_file_${N}_begin, casus_file_${N}_end},\n")
    math(EXPR N "${N} + 1")
  endforeach()
  string(APPEND ASM "    .section .note.GNU-stack,\"\",%progbits\n")
  string(APPEND TABLE "\nconst builtin_file builtin_files[] = {\n${ROWS}    {NULL, NULL, NULL}};\n")
  set(S ${CMAKE_BINARY_DIR}/builtin_bytes.S)
  set(C ${CMAKE_BINARY_DIR}/builtin_table.c)
  file(CONFIGURE OUTPUT ${S} CONTENT "${ASM}" @ONLY)
  file(CONFIGURE OUTPUT ${C} CONTENT "${TABLE}" @ONLY)
  set_source_files_properties(${S} PROPERTIES OBJECT_DEPENDS "${FILES}")
  set(${OUT} ${S} ${C} PARENT_SCOPE)
endfunction()
