# Installation:   cmake --install build/release [--prefix DIR]   and   cpack --config build/release/CPackConfig.cmake
include(GNUInstallDirs)

if(APPLE)
    set(plugin_root "Library/Audio/Plug-Ins")
    set(DEQUANTIZER_VST3_DIR "${plugin_root}/VST3" CACHE STRING "Where VST3 plugins go, below the prefix or absolute")
    set(DEQUANTIZER_LV2_DIR "${plugin_root}/LV2" CACHE STRING "Where LV2 plugins go, below the prefix or absolute")
    set(DEQUANTIZER_AU_DIR "${plugin_root}/Components" CACHE STRING "Where Audio Units go, below the prefix or absolute")
else()
    # Not lib/<architecture>: hosts search only /usr/lib and /usr/local/lib.
    set(DEQUANTIZER_VST3_DIR "lib/vst3" CACHE STRING "Where VST3 plugins go, below the prefix or absolute")
    set(DEQUANTIZER_LV2_DIR "lib/lv2" CACHE STRING "Where LV2 plugins go, below the prefix or absolute")
endif()

install(TARGETS dequantizer RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES README.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES Models/README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME models.md)

if(DEQUANTIZER_PLUGIN)
    install(TARGETS dequantizer_host RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    # Install the whole bundle, because a plugin is a folder.
    foreach(format IN ITEMS VST3 LV2 AU)
        if(TARGET DequantizerPlugin_${format})
            install(DIRECTORY
                "$<GENEX_EVAL:$<TARGET_PROPERTY:DequantizerPlugin_${format},JUCE_PLUGIN_ARTEFACT_FILE>>"
                DESTINATION "${DEQUANTIZER_${format}_DIR}" USE_SOURCE_PERMISSIONS)
        endif()
    endforeach()
    if(APPLE)
        install(TARGETS DequantizerPlugin_Standalone BUNDLE DESTINATION Applications)
    elseif(WIN32)
        # Not next to the command-line program: the two names differ only in case.
        install(TARGETS DequantizerPlugin_Standalone RUNTIME DESTINATION .)
    else()
        install(TARGETS DequantizerPlugin_Standalone RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    endif()
    if(UNIX AND NOT APPLE)
        install(FILES Plugin/Standalone/dequantizer.desktop DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
    endif()
endif()

# .zip on Windows, .pkg and .tar.gz on macOS; elsewhere .tar.gz and, if dpkg is installed, .deb.
find_program(DPKG_DEB dpkg-deb)
mark_as_advanced(DPKG_DEB)
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
# Some installers only accept a licence file with an extension.
configure_file(LICENSE "${PROJECT_BINARY_DIR}/LICENSE.txt" COPYONLY)
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_BINARY_DIR}/LICENSE.txt")
set(CPACK_PACKAGE_VERSION "${DEQUANTIZER_VERSION}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
# Debian sorts 0.2.0~dev before 0.2.0, and 0.2.0-dev after it.
string(REPLACE "-" "~" CPACK_DEBIAN_PACKAGE_VERSION "${DEQUANTIZER_VERSION}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# Determines the libraries that the programs require.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(UNIX AND NOT APPLE)
    set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
endif()
include(CPack)
