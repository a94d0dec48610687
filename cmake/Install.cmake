# Installation:   cmake --install build/release [--prefix DIR]   and   cpack --config build/release/CPackConfig.cmake
include(GNUInstallDirs)

if(APPLE)
    set(plugin_root "Library/Audio/Plug-Ins")
    set(DEQUANTIZER_VST3_DIR "${plugin_root}/VST3" CACHE STRING "Where VST3 plugins go, below the prefix or absolute")
    set(DEQUANTIZER_LV2_DIR "${plugin_root}/LV2" CACHE STRING "Where LV2 plugins go, below the prefix or absolute")
    set(DEQUANTIZER_CLAP_DIR "${plugin_root}/CLAP" CACHE STRING "Where CLAP plugins go, below the prefix or absolute")
    set(DEQUANTIZER_AU_DIR "${plugin_root}/Components" CACHE STRING "Where Audio Units go, below the prefix or absolute")
else()
    # Not lib/<architecture>: hosts search only /usr/lib and /usr/local/lib.
    set(DEQUANTIZER_VST3_DIR "lib/vst3" CACHE STRING "Where VST3 plugins go, below the prefix or absolute")
    set(DEQUANTIZER_LV2_DIR "lib/lv2" CACHE STRING "Where LV2 plugins go, below the prefix or absolute")
    set(DEQUANTIZER_CLAP_DIR "lib/clap" CACHE STRING "Where CLAP plugins go, below the prefix or absolute")
endif()

install(TARGETS dequantizer RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
# Debian looks for the folder under the name of the package.
set(doc_dir "${CMAKE_INSTALL_DATAROOTDIR}/doc/dequantizer")
# The folders are those of the repository, so that the links between the documents work.
install(FILES README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md LICENSE DESTINATION "${doc_dir}")
install(FILES Models/README.md Models/ATTRIBUTIONS.md Models/manifest.json DESTINATION "${doc_dir}/Models")
file(GLOB documents CONFIGURE_DEPENDS Docs/*.md Docs/*.png Docs/*.svg)
install(FILES ${documents} DESTINATION "${doc_dir}/Docs")
install(DIRECTORY Docs/algorithms Docs/listen Docs/manual Docs/reproduction Docs/screenshots DESTINATION "${doc_dir}/Docs")
include(cmake/ManualPages.cmake)

if(DEQUANTIZER_PLUGIN)
    install(TARGETS dequantizer_host RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    # Install the whole bundle, because a plugin is a folder.
    foreach(format IN ITEMS VST3 LV2 AU)
        if(TARGET DequantizerPlugin_${format})
            install(DIRECTORY
                "$<GENEX_EVAL:$<TARGET_PROPERTY:DequantizerPlugin_${format},JUCE_PLUGIN_ARTEFACT_FILE>>"
                DESTINATION "${DEQUANTIZER_${format}_DIR}" USE_SOURCE_PERMISSIONS)
            if(UNIX AND NOT APPLE AND CMAKE_STRIP)
                # CMake strips only what it installs as a target.
                install(CODE "
                    if(CMAKE_INSTALL_DO_STRIP)
                        file(GLOB_RECURSE plugins
                            \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${DEQUANTIZER_${format}_DIR}/Dequantizer.*/*.so\")
                        execute_process(COMMAND \"${CMAKE_STRIP}\" \${plugins} COMMAND_ERROR_IS_FATAL ANY)
                    endif()")
            endif()
        endif()
    endforeach()
    if(TARGET DequantizerPlugin_CLAP)
        install(TARGETS DequantizerPlugin_CLAP LIBRARY DESTINATION "${DEQUANTIZER_CLAP_DIR}")
    endif()
    if(APPLE)
        install(TARGETS DequantizerPlugin_Standalone BUNDLE DESTINATION Applications)
    elseif(WIN32)
        # Not next to the command-line program: the two names differ only in case.
        install(TARGETS DequantizerPlugin_Standalone RUNTIME DESTINATION .)
    else()
        install(TARGETS DequantizerPlugin_Standalone RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    endif()
    if(UNIX AND NOT APPLE)
        set(desktop Plugin/Standalone/org.dequantizer.Dequantizer)
        install(FILES "${desktop}.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
        install(FILES "${desktop}.svg" DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
        install(FILES "${desktop}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
    endif()
endif()

# .zip on Windows, .pkg and .tar.gz on macOS; elsewhere .tar.gz and, if dpkg is installed, .deb.
find_program(DPKG_DEB dpkg-deb)
mark_as_advanced(DPKG_DEB)
if(DPKG_DEB)
    include(cmake/DebianCopyright.cmake)
    dequantizer_write_debian_copyright("${PROJECT_BINARY_DIR}/copyright")
    install(FILES "${PROJECT_BINARY_DIR}/copyright" DESTINATION "${doc_dir}")
endif()
if(WIN32)
    set(CPACK_GENERATOR ZIP)
elseif(APPLE)
    set(CPACK_GENERATOR TGZ productbuild)
else()
    set(CPACK_GENERATOR TGZ)
    if(DPKG_DEB)
        list(APPEND CPACK_GENERATOR DEB)
    endif()
endif()
set(CPACK_PACKAGE_NAME dequantizer)
set(CPACK_PACKAGE_VENDOR "Dequantizer")
set(CPACK_PACKAGE_CONTACT "the Dequantizer project")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Restores sound that was stored with few bits per sample")
set(CPACK_PACKAGE_DESCRIPTION
"Audio stored with few bits per sample is a staircase. Dequantizer picks,
inside its steps, the signal that a learned analysis operator calls
simplest. It is an audio plugin (VST3, LV2), a standalone program and the
command-line program dequantizer.")
# Some installers only accept a licence file with an extension.
configure_file(LICENSE "${PROJECT_BINARY_DIR}/LICENSE.txt" COPYONLY)
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_BINARY_DIR}/LICENSE.txt")
set(CPACK_PACKAGE_VERSION "${DEQUANTIZER_VERSION}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    set(CPACK_SYSTEM_NAME "Linux-${CMAKE_SYSTEM_PROCESSOR}")
    set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/BundleLibraries.cmake")
endif()
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
# Debian sorts 0.2.0~dev before 0.2.0, and 0.2.0-dev after it.
string(REPLACE "-" "~" CPACK_DEBIAN_PACKAGE_VERSION "${DEQUANTIZER_VERSION}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# Determines the libraries that the programs require.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(DEQUANTIZER_PLUGIN)
    # JUCE loads these when it opens a window. The command line does not need them.
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libx11-6, libxcursor1, libxext6, libxinerama1, libxrandr2, libxrender1")
endif()
include(CPack)
