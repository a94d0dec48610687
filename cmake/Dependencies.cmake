# Every dependency: the installed package where there is one, else the same library at a pinned version from its home.
# Another copy can be named with -DFETCHCONTENT_SOURCE_DIR_<NAME>=<checkout> -DCMAKE_DISABLE_FIND_PACKAGE_<NAME>=ON.
include(FetchContent)
set(FETCHCONTENT_QUIET OFF)

find_package(Eigen3 3.4 CONFIG)
if(NOT Eigen3_FOUND)
    set(EIGEN_BUILD_DOC OFF)
    set(EIGEN_BUILD_TESTING OFF)
    FetchContent_Declare(Eigen3
        GIT_REPOSITORY https://gitlab.com/libeigen/eigen.git
        GIT_TAG 3.4.0
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(Eigen3)
endif()

find_package(hwy 1.0.3 CONFIG)
if(NOT hwy_FOUND)
    # In the cache, because Highway declares these options there, which would hide an ordinary variable.
    set(HWY_ENABLE_CONTRIB OFF CACHE INTERNAL "")
    set(HWY_ENABLE_EXAMPLES OFF CACHE INTERNAL "")
    set(HWY_ENABLE_INSTALL OFF CACHE INTERNAL "")
    set(HWY_ENABLE_TESTS OFF CACHE INTERNAL "")
    FetchContent_Declare(hwy
        GIT_REPOSITORY https://github.com/google/highway.git
        GIT_TAG 1.2.0
        GIT_SHALLOW ON
        SYSTEM)
    FetchContent_MakeAvailable(hwy)
    if(NOT TARGET hwy::hwy)
        add_library(hwy::hwy ALIAS hwy)
    endif()
endif()

# FFTW as a static library whose symbols stay inside the program or plugin: its planner has one state for a whole process,
# which a plugin must share neither with its host nor with other plugins.
add_library(dequantizer_fftw INTERFACE)
find_path(FFTW_INCLUDE_DIR fftw3.h)
foreach(precision fftw3f fftw3)
    find_library(${precision}_LIBRARY NAMES lib${precision}.a ${precision}.lib ${precision})
endforeach()
if(FFTW_INCLUDE_DIR AND fftw3f_LIBRARY AND fftw3_LIBRARY AND NOT CMAKE_DISABLE_FIND_PACKAGE_FFTW)
    target_include_directories(dequantizer_fftw SYSTEM INTERFACE "${FFTW_INCLUDE_DIR}")
    target_link_libraries(dequantizer_fftw INTERFACE "${fftw3f_LIBRARY}" "${fftw3_LIBRARY}")
    if(UNIX)
        target_link_libraries(dequantizer_fftw INTERFACE m)
    endif()
else()
    FetchContent_Declare(FFTW
        URL https://www.fftw.org/fftw-3.3.10.tar.gz
        URL_HASH SHA256=56c932549852cddcfafdab3820b0200c7742675be92179e59e6215b340e26467)
    FetchContent_GetProperties(FFTW)
    if(NOT fftw_POPULATED)
        FetchContent_Populate(FFTW)
    endif()
    # Once for each precision. The instruction sets are chosen at run time; those of other processors have no effect.
    foreach(precision float double)
        string(COMPARE EQUAL ${precision} float isFloat)
        set(ENABLE_FLOAT ${isFloat} CACHE INTERNAL "")
        set(BUILD_SHARED_LIBS OFF)
        set(BUILD_TESTS OFF CACHE INTERNAL "")
        if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
            foreach(set SSE SSE2 AVX AVX2)
                set(ENABLE_${set} ON CACHE INTERNAL "")
            endforeach()
        endif()
        add_subdirectory("${fftw_SOURCE_DIR}" "${fftw_BINARY_DIR}/${precision}" EXCLUDE_FROM_ALL)
    endforeach()
    target_include_directories(dequantizer_fftw SYSTEM INTERFACE "${fftw_SOURCE_DIR}/api")
    target_link_libraries(dequantizer_fftw INTERFACE fftw3f fftw3)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_link_options(dequantizer_fftw INTERFACE -Wl,--exclude-libs,libfftw3f.a:libfftw3.a)
endif()

find_package(nlohmann_json 3.11 CONFIG)
if(NOT nlohmann_json_FOUND)
    FetchContent_Declare(nlohmann_json
        GIT_REPOSITORY https://github.com/nlohmann/json.git
        GIT_TAG v3.11.3
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(nlohmann_json)
endif()

find_package(CLI11 2.1 CONFIG)
if(NOT CLI11_FOUND)
    FetchContent_Declare(CLI11
        GIT_REPOSITORY https://github.com/CLIUtils/CLI11.git
        GIT_TAG v2.4.2
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(CLI11)
endif()

if(DEQUANTIZER_TESTS)
    find_package(Catch2 CONFIG)
    if(NOT Catch2_FOUND)
        FetchContent_Declare(Catch2
            GIT_REPOSITORY https://github.com/catchorg/Catch2.git
            GIT_TAG v3.7.1
            GIT_SHALLOW ON)
        FetchContent_MakeAvailable(Catch2)
        list(APPEND CMAKE_MODULE_PATH "${catch2_SOURCE_DIR}/extras")
    endif()
endif()

find_package(JUCE 7.0.5 CONFIG)
if(NOT JUCE_FOUND)
    FetchContent_Declare(JUCE
        GIT_REPOSITORY https://github.com/juce-framework/JUCE.git
        GIT_TAG 8.0.12
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(JUCE)
endif()

# What every target that compiles JUCE modules links.
add_library(dequantizer_juce_settings INTERFACE)
target_compile_definitions(dequantizer_juce_settings INTERFACE
    # No part of this project opens a web page or talks to a network.
    JUCE_WEB_BROWSER=0
    JUCE_USE_CURL=0
    # No splash screen: the project's licence is the AGPL, which JUCE allows without one.
    JUCE_DISPLAY_SPLASH_SCREEN=0
    JUCE_REPORT_APP_USAGE=0)

# Debian's JUCE leaves its bundled codecs out and expects the system's; upstream JUCE brings its own.
if(JUCE_FOUND AND UNIX AND NOT APPLE)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(SOUND_CODECS REQUIRED IMPORTED_TARGET flac vorbis vorbisenc vorbisfile ogg zlib)
    target_link_libraries(dequantizer_juce_settings INTERFACE PkgConfig::SOUND_CODECS)
endif()

# GCC 12 sees a dangling pointer inside JUCE 7 where there is none. The option only silences JUCE's own sources, because
# these are compiled by the targets that link this.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12)
    target_compile_options(dequantizer_juce_settings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-dangling-pointer>)
endif()
