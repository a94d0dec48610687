# Manual pages of the programs, from their --help, if help2man is installed and the programs run on this machine.
find_program(DEQUANTIZER_HELP2MAN help2man DOC "help2man, for the manual pages")
mark_as_advanced(DEQUANTIZER_HELP2MAN)
if(NOT DEQUANTIZER_HELP2MAN OR CMAKE_CROSSCOMPILING OR NOT UNIX)
    return()
endif()

set(manual_pages "")

# One page for `<target> [<subcommand>]`; `description` completes "<name> - ".
function(dequantizer_add_manual_page target name description)
    set(page "${PROJECT_BINARY_DIR}/man/${name}.1.gz")
    add_custom_command(OUTPUT "${page}"
        COMMAND "${DEQUANTIZER_HELP2MAN}" --no-info "--name=${description}" --source=Dequantizer
            "--version-string=${name} ${DEQUANTIZER_VERSION}" "--output=${PROJECT_BINARY_DIR}/man/${name}.1"
            "$<TARGET_FILE:${target}> ${ARGN}"
        COMMAND gzip --best --no-name --force "${PROJECT_BINARY_DIR}/man/${name}.1"
        DEPENDS ${target}
        VERBATIM)
    set(manual_pages ${manual_pages} "${page}" PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/man")
dequantizer_add_manual_page(dequantizer dequantizer "restore sound that was stored with few bits per sample")
foreach(subcommand IN ITEMS restore quantize evaluate compare inspect bench train check reproduce)
    dequantizer_add_manual_page(dequantizer dequantizer-${subcommand} "the subcommand ${subcommand} of dequantizer" ${subcommand})
endforeach()
if(DEQUANTIZER_PLUGIN)
    dequantizer_add_manual_page(dequantizer_host dequantizer-host "run an audio plugin on a sound file")
endif()
add_custom_target(dequantizer_manual_pages ALL DEPENDS ${manual_pages})
install(FILES ${manual_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
