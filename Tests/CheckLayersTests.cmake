# cmake -DWORK=<empty folder> -P Tests/CheckLayersTests.cmake
#
# Fails if CheckLayers.cmake rejects the repository, or accepts a wrong include in a copy of it.
cmake_minimum_required(VERSION 3.25)
cmake_path(SET root NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/..")
file(REMOVE_RECURSE "${WORK}")
file(COPY "${root}/CONTRIBUTING.md" "${root}/Source" "${root}/Plugin" DESTINATION "${WORK}")

function(check result output)
    execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}" -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/CheckLayers.cmake"
        RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE errors)
    set(${result} "${status}" PARENT_SCOPE)
    set(${output} "${errors}" PARENT_SCOPE)
endfunction()

function(expect_fault folder include)
    set(planted "${WORK}/${folder}/Planted.cpp")
    file(WRITE "${planted}" "// Planted.\n#include ${include}\n")
    check(status errors)
    file(REMOVE "${planted}")
    if(status EQUAL 0 OR NOT errors MATCHES "Planted.cpp")
        message(FATAL_ERROR "${folder} may not include ${include}, but this was not found: ${errors}")
    endif()
endfunction()

check(status errors)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "An unchanged copy is refused: ${errors}")
endif()
expect_fault(Source/Signal "\"Model/Model.h\"")
expect_fault(Source/Model "\"AudioFile/Sound.h\"")
expect_fault(Source/AudioFile "\"Model/Model.h\"")
expect_fault(Source/Companion/Bench "\"Plugin/Processor.h\"")
expect_fault(Source/Companion "<sndfile.h>")
expect_fault(Source/AudioFile "<juce_core/juce_core.h>")
expect_fault(Plugin "\"Companion/Progress.h\"")
expect_fault(Plugin/Standalone "\"Training/Loss.h\"")
expect_fault(Plugin/Host "\"Theory/TheoryChecks.h\"")
expect_fault(Plugin/Host "<sndfile.h>")
expect_fault(Plugin/Engine "\"Plugin/State/Parameters.h\"")
expect_fault(Plugin/Editor "\"Plugin/Processor.h\"")

# A folder that is not in the table.
file(WRITE "${WORK}/Source/Planted/Planted.cpp" "")
check(status errors)
if(status EQUAL 0)
    message(FATAL_ERROR "A folder without a row in CONTRIBUTING's table was not found")
endif()
file(REMOVE_RECURSE "${WORK}")
