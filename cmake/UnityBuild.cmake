# Sources of our own libraries and programs are compiled several at a time if DEQUANTIZER_UNITY_BUILD is on. Headers are then
# read, and templates compiled, once for all of them: a build from nothing takes about half the time, but a change takes longer.
option(DEQUANTIZER_UNITY_BUILD "Compile several sources at a time, for builds from nothing" OFF)

# For all targets that are defined after this line. Targets that also compile sources of other projects turn it off.
set(CMAKE_UNITY_BUILD ${DEQUANTIZER_UNITY_BUILD})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)

# For sources of the current folder that cannot share a compilation: their file-local names are those of other sources, or
# they include themselves once for each instruction set.
function(dequantizer_compile_alone)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
