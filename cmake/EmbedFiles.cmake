# dequantizer_embed_files(<target> <function> <file>...)
#
# Adds the library <target>, which contains the bytes of the files:
#
#     #include <EmbeddedFile.h>
#     std::span<const EmbeddedFile> <function>();   in the order of the arguments
#
# The bytes are stored as an array of 64-bit integers, which all compilers accept and compile much faster than single bytes.
function(dequantizer_embed_files target function)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}")
    set(sources "")
    set(declarations "")
    set(entries "")
    foreach(file IN LISTS ARGN)
        get_filename_component(name "${file}" NAME)
        string(MAKE_C_IDENTIFIER "embedded_${name}" symbol)
        set(source "${folder}/${name}.cpp")
        add_custom_command(OUTPUT "${source}"
            COMMAND "${CMAKE_COMMAND}" "-DFILE=${CMAKE_CURRENT_SOURCE_DIR}/${file}" "-DSYMBOL=${symbol}"
                "-DOUTPUT=${source}" -P "${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedFile.cmake"
            DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${file}" "${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedFile.cmake"
            COMMENT "Embedding ${name}"
            VERBATIM)
        list(APPEND sources "${source}")
        string(APPEND declarations "std::string_view ${symbol}();\n")
        string(APPEND entries "        {\"${name}\", ${symbol}()},\n")
    endforeach()

    file(CONFIGURE OUTPUT "${folder}/EmbeddedFile.h" @ONLY CONTENT [[
#pragma once

#include <span>
#include <string_view>

namespace dequantizer
{
struct EmbeddedFile
{
    std::string_view name;
    std::string_view bytes;
};

std::span<const EmbeddedFile> @function@();
} // namespace dequantizer
]])
    file(CONFIGURE OUTPUT "${folder}/EmbeddedFile.cpp" @ONLY CONTENT [[
#include "EmbeddedFile.h"

namespace dequantizer
{
@declarations@
std::span<const EmbeddedFile> @function@()
{
    static const EmbeddedFile files[] = {
@entries@    };
    return files;
}
} // namespace dequantizer
]])
    add_library(${target} STATIC "${folder}/EmbeddedFile.cpp" ${sources})
    target_include_directories(${target} PUBLIC "${folder}")
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
endfunction()
