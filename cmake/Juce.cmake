# JUCE: the installed package if there is one, otherwise a pinned version from its repository. Only the plugin, its
# standalone program and its headless host use it. This file sets DEQUANTIZER_PLUGIN to ON or OFF.
if(DEQUANTIZER_PLUGIN STREQUAL "AUTO" OR DEQUANTIZER_PLUGIN)
    find_package(JUCE 7.0.5 CONFIG QUIET)
endif()
if(DEQUANTIZER_PLUGIN STREQUAL "AUTO")
    if(JUCE_FOUND OR FETCHCONTENT_SOURCE_DIR_JUCE)
        set(DEQUANTIZER_PLUGIN ON)
    else()
        message(NOTICE "JUCE is not installed: the plugin, its standalone program and dequantizer-host are left out. "
            "With -DDEQUANTIZER_PLUGIN=ON they are built, and JUCE is fetched.")
        set(DEQUANTIZER_PLUGIN OFF)
    endif()
endif()
if(NOT DEQUANTIZER_PLUGIN)
    return()
endif()

# For targets that also compile JUCE modules: adds our own sources to the target as <target>_own, which has the same definitions,
# JUCE's headers and our warnings. It must be linked with the other libraries whose headers they include.
function(dequantizer_add_own_sources target)
    add_library(${target}_own OBJECT ${ARGN})
    set_target_properties(${target}_own PROPERTIES UNITY_BUILD ${DEQUANTIZER_UNITY_BUILD})
    target_include_directories(${target}_own PRIVATE
        "${PROJECT_SOURCE_DIR}" $<TARGET_PROPERTY:juce::juce_core,INTERFACE_INCLUDE_DIRECTORIES>)
    target_compile_definitions(${target}_own PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
    target_link_libraries(${target}_own PRIVATE dequantizer_warnings)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_own>)
endfunction()

if(NOT JUCE_FOUND)
    FetchContent_Declare(JUCE
        GIT_REPOSITORY https://github.com/juce-framework/JUCE.git
        GIT_TAG 8.0.12
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(JUCE)
endif()

# Settings for all targets that compile JUCE modules.
add_library(dequantizer_juce_settings INTERFACE)
target_compile_definitions(dequantizer_juce_settings INTERFACE
    # This project never opens a web page or uses the network.
    JUCE_WEB_BROWSER=0
    JUCE_USE_CURL=0
    # No splash screen: this project is under the AGPL, for which JUCE does not require one.
    JUCE_DISPLAY_SPLASH_SCREEN=0
    JUCE_REPORT_APP_USAGE=0
    # Source/AudioFile reads and writes sound files.
    JUCE_USE_FLAC=0
    JUCE_USE_OGGVORBIS=0)

# Debian's JUCE omits the bundled zlib and requires that of the system; upstream JUCE includes its own.
if(JUCE_FOUND AND UNIX AND NOT APPLE)
    find_package(ZLIB REQUIRED)
    target_link_libraries(dequantizer_juce_settings INTERFACE ZLIB::ZLIB)
endif()

# GCC 12 falsely reports a dangling pointer inside JUCE 7. The option only affects JUCE's own sources, because the targets
# that link this library compile them.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12)
    target_compile_options(dequantizer_juce_settings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-dangling-pointer>)
endif()
