# Warnings for our own code; code of other projects is never compiled with them.
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    set(DEQUANTIZER_WARNING_OPTIONS
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
        $<$<BOOL:${DEQUANTIZER_WARNINGS_AS_ERRORS}>:-Werror>)
elseif(MSVC)
    set(DEQUANTIZER_WARNING_OPTIONS /W4 $<$<BOOL:${DEQUANTIZER_WARNINGS_AS_ERRORS}>:/WX>)
endif()

# For a target of ours alone: link this PRIVATE.
add_library(dequantizer_warnings INTERFACE)
target_compile_options(dequantizer_warnings INTERFACE ${DEQUANTIZER_WARNING_OPTIONS})

# For a target that JUCE compiles its modules into: adds our sources to it, with the warnings on these only.
function(dequantizer_add_own_sources target)
    target_sources(${target} PRIVATE ${ARGN})
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "${DEQUANTIZER_WARNING_OPTIONS}")
endfunction()
