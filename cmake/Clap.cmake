# The CLAP format, through clap-juce-extensions, which is fetched with its submodules at a pinned commit. To build without a
# network, set FETCHCONTENT_SOURCE_DIR_CLAP-JUCE-EXTENSIONS to a checkout with its submodules.
include(FetchContent)
FetchContent_Declare(clap-juce-extensions
    GIT_REPOSITORY https://github.com/free-audio/clap-juce-extensions.git
    GIT_TAG 51a9359315298de632cf44e9d7524940868441e6)
FetchContent_MakeAvailable(clap-juce-extensions)

clap_juce_extensions_plugin(TARGET DequantizerPlugin
    # Sessions identify the plugin by it, so it must never change.
    CLAP_ID "org.dequantizer.dequantizer"
    CLAP_FEATURES audio-effect restoration mono stereo surround ambisonic)
