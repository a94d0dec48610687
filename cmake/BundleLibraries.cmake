# CPack runs this before it packs a format. Makes the .tar.gz on Debian work on other distributions: puts the shared libraries
# that these may lack, or have in another version, next to what needs them, and the licences of their packages with the
# documentation. A plugin gets its own, since it is moved to another folder.
if(NOT CPACK_GENERATOR STREQUAL "TGZ")
    return()
endif()
find_program(PATCHELF patchelf)
find_program(DPKG_QUERY dpkg-query)
if(NOT PATCHELF OR NOT DPKG_QUERY)
    message(STATUS "The .tar.gz contains no libraries: this needs patchelf and dpkg")
    return()
endif()

# Every distribution has these, with the same interface: the C and C++ libraries, and what belongs to the sound device and the
# screen.
set(left_to_the_system "^ld-linux" "^lib(c|m|dl|rt|pthread|gcc_s|stdc\\+\\+|asound|freetype|z)\\.so")

# Copies the libraries of the binaries ${ARGN} to ${folder}; ${origin} is that folder, relative to the folder of the binaries.
function(bundle_libraries folder origin)
    file(GET_RUNTIME_DEPENDENCIES
        EXECUTABLES ${ARGN}
        RESOLVED_DEPENDENCIES_VAR libraries
        PRE_EXCLUDE_REGEXES ${left_to_the_system})
    foreach(library IN LISTS libraries)
        get_filename_component(name "${library}" NAME)
        file(INSTALL "${library}" DESTINATION "${folder}" FOLLOW_SYMLINK_CHAIN)
        execute_process(COMMAND "${PATCHELF}" --set-rpath "\$ORIGIN" "${folder}/${name}" COMMAND_ERROR_IS_FATAL ANY)
        # By name, because dpkg may know the file by another path than the linker: /lib is /usr/lib.
        execute_process(COMMAND "${DPKG_QUERY}" --search "*/${name}"
            OUTPUT_VARIABLE owner COMMAND_ERROR_IS_FATAL ANY)
        string(REGEX REPLACE "[:,].*" "" package "${owner}")
        file(INSTALL "/usr/share/doc/${package}/copyright"
            DESTINATION "${root}/share/doc/dequantizer/licences" RENAME "${package}")
    endforeach()
    foreach(binary IN LISTS ARGN)
        execute_process(COMMAND "${PATCHELF}" --set-rpath "\$ORIGIN/${origin}" "${binary}" COMMAND_ERROR_IS_FATAL ANY)
    endforeach()
endfunction()

set(root "${CPACK_TEMPORARY_DIRECTORY}")
file(GLOB programs "${root}/bin/*")
bundle_libraries("${root}/lib/dequantizer" "../lib/dequantizer" ${programs})
file(GLOB_RECURSE plugins "${root}/lib/vst3/*.so" "${root}/lib/lv2/*.so" "${root}/lib/clap/*.clap")
foreach(plugin IN LISTS plugins)
    get_filename_component(folder "${plugin}" DIRECTORY)
    bundle_libraries("${folder}" "." "${plugin}")
endforeach()
