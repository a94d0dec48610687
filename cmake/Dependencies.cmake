# All dependencies: the installed package if there is one, otherwise the library at a pinned version from its repository.
# To use another copy, set -DFETCHCONTENT_SOURCE_DIR_<NAME>=<checkout> -DCMAKE_DISABLE_FIND_PACKAGE_<NAME>=ON.
include(FetchContent)
set(FETCHCONTENT_QUIET OFF)

if(EMSCRIPTEN)
    include(cmake/HostHeaders.cmake)
    dequantizer_use_host_headers(Eigen3::Eigen Eigen)
    dequantizer_use_host_headers(nlohmann_json::nlohmann_json nlohmann)
endif()

if(NOT TARGET Eigen3::Eigen)
    find_package(Eigen3 3.4 CONFIG)
endif()
if(NOT TARGET Eigen3::Eigen)
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
    # In the cache, because Highway declares these options there, which would override ordinary variables.
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

# FFTW as a static library whose symbols stay inside the program or plugin: its planner has one state per process, which a
# plugin must not share with its host or with other plugins.
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
    # Once for each precision. The instruction sets are those of Debian's packages: with others, FFTW chooses other codelets,
    # which round differently. It chooses among them at run time; those of other processors have no effect.
    foreach(precision float double)
        string(COMPARE EQUAL ${precision} float isFloat)
        set(ENABLE_FLOAT ${isFloat} CACHE INTERNAL "")
        set(BUILD_SHARED_LIBS OFF)
        set(BUILD_TESTS OFF CACHE INTERNAL "")
        if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
            foreach(set SSE SSE2 AVX)
                set(ENABLE_${set} ON CACHE INTERNAL "")
            endforeach()
        endif()
        add_subdirectory("${fftw_SOURCE_DIR}" "${fftw_BINARY_DIR}/${precision}" EXCLUDE_FROM_ALL)
        string(REPEAT f ${isFloat} suffix)
        if(ENABLE_AVX)
            # FFTW's CMake project compiles all sources for these sets, and would then need a processor that has them.
            set_property(TARGET fftw3${suffix} PROPERTY COMPILE_OPTIONS "")
            get_directory_property(option DIRECTORY "${fftw_SOURCE_DIR}" DEFINITION AVX_FLAG)
            file(GLOB codelets "${fftw_SOURCE_DIR}/dft/simd/avx/*.c" "${fftw_SOURCE_DIR}/rdft/simd/avx/*.c")
            set_source_files_properties(${codelets} TARGET_DIRECTORY fftw3${suffix} PROPERTIES COMPILE_OPTIONS "${option}")
        endif()
        if(MINGW)
            # FFTW knows no other way to allocate aligned memory with this compiler, and does not compile without one.
            target_compile_definitions(fftw3${suffix} PRIVATE WITH_OUR_MALLOC)
        endif()
    endforeach()
    if(EMSCRIPTEN)
        # FFTW's codelets in the vector extension of the compiler, which FFTW's own CMake project leaves out.
        file(GLOB codelets "${fftw_SOURCE_DIR}/dft/simd/generic-simd128/*.c" "${fftw_SOURCE_DIR}/rdft/simd/generic-simd128/*.c")
        target_sources(fftw3f PRIVATE ${codelets})
        target_compile_definitions(fftw3f PRIVATE HAVE_GENERIC_SIMD128=1)
    endif()
    target_include_directories(dequantizer_fftw SYSTEM INTERFACE "${fftw_SOURCE_DIR}/api")
    target_link_libraries(dequantizer_fftw INTERFACE fftw3f fftw3)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_link_options(dequantizer_fftw INTERFACE -Wl,--exclude-libs,libfftw3f.a:libfftw3.a)
endif()

if(NOT TARGET nlohmann_json::nlohmann_json)
    find_package(nlohmann_json 3.11 CONFIG)
endif()
if(NOT TARGET nlohmann_json::nlohmann_json)
    FetchContent_Declare(nlohmann_json
        GIT_REPOSITORY https://github.com/nlohmann/json.git
        GIT_TAG v3.11.3
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(nlohmann_json)
endif()

# The other libraries serve programs, files and tests.
if(EMSCRIPTEN)
    return()
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

# Debian has no CMake packages for these two, but pkg-config files.
find_package(PkgConfig QUIET)

# Defines ${target} if pkg-config finds ${module} and find_package(${name}) is not disabled.
function(dequantizer_find_by_pkg_config target name module)
    if(PkgConfig_FOUND AND NOT TARGET ${target} AND NOT CMAKE_DISABLE_FIND_PACKAGE_${name})
        pkg_check_modules(${name} QUIET IMPORTED_TARGET ${module})
        if(TARGET PkgConfig::${name})
            add_library(${target} INTERFACE IMPORTED GLOBAL)
            target_link_libraries(${target} INTERFACE PkgConfig::${name})
        endif()
    endif()
endfunction()

# Fetches a library and builds it as a static library, which is not installed. ${folder} contains its CMake modules.
function(dequantizer_add_fetched name repository tag folder)
    FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(${name})
    FetchContent_GetProperties(${name} SOURCE_DIR source BINARY_DIR binary)
    list(APPEND CMAKE_MODULE_PATH "${source}/${folder}")
    set(BUILD_SHARED_LIBS OFF CACHE INTERNAL "")
    set(CMAKE_POLICY_VERSION_MINIMUM 3.5) # CMake 4 supports no older policies
    add_subdirectory("${source}" "${binary}" EXCLUDE_FROM_ALL SYSTEM)
    set(${name}_SOURCE_DIR "${source}" PARENT_SCOPE)
endfunction()

find_package(SndFile CONFIG QUIET)
dequantizer_find_by_pkg_config(SndFile::sndfile SndFile "sndfile>=1.1.0")
if(NOT TARGET SndFile::sndfile)
    foreach(option IN ITEMS BUILD_PROGRAMS BUILD_EXAMPLES BUILD_TESTING ENABLE_CPACK INSTALL_MANPAGES)
        set(${option} OFF CACHE INTERNAL "")
    endforeach()
    dequantizer_add_fetched(SndFile https://github.com/libsndfile/libsndfile.git 1.2.2 cmake)
    # Uses the installed libraries for FLAC, Ogg and MP3.
    get_directory_property(has_codecs DIRECTORY "${SndFile_SOURCE_DIR}" DEFINITION HAVE_EXTERNAL_XIPH_LIBS)
    if(NOT has_codecs)
        message(WARNING "This build reads and writes neither FLAC nor Ogg: install the development files of FLAC, Ogg, "
            "Vorbis and Opus and configure again")
    endif()
endif()

find_package(soxr CONFIG QUIET)
dequantizer_find_by_pkg_config(soxr::soxr soxr soxr)
if(NOT TARGET soxr::soxr)
    foreach(option IN ITEMS BUILD_EXAMPLES BUILD_TESTS WITH_LSR_BINDINGS WITH_OPENMP)
        set(${option} OFF CACHE INTERNAL "")
    endforeach()
    dequantizer_add_fetched(soxr https://github.com/chirlu/soxr.git 0.1.3 cmake/Modules)
    add_library(dequantizer_soxr INTERFACE)
    target_link_libraries(dequantizer_soxr INTERFACE soxr)
    target_include_directories(dequantizer_soxr SYSTEM INTERFACE "${soxr_SOURCE_DIR}/src")
    add_library(soxr::soxr ALIAS dequantizer_soxr)
endif()

# xxHash. Only the header is used.
if(NOT CMAKE_DISABLE_FIND_PACKAGE_xxHash)
    find_path(XXHASH_INCLUDE_DIR xxhash.h)
    mark_as_advanced(XXHASH_INCLUDE_DIR)
endif()
if(NOT XXHASH_INCLUDE_DIR)
    FetchContent_Declare(xxHash
        GIT_REPOSITORY https://github.com/Cyan4973/xxHash.git
        GIT_TAG v0.8.2
        GIT_SHALLOW ON
        SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(xxHash)
    set(XXHASH_INCLUDE_DIR "${xxhash_SOURCE_DIR}")
endif()
add_library(dequantizer_xxhash INTERFACE)
target_include_directories(dequantizer_xxhash SYSTEM INTERFACE "${XXHASH_INCLUDE_DIR}")
target_compile_definitions(dequantizer_xxhash INTERFACE XXH_INLINE_ALL)

if(DEQUANTIZER_MPI)
    find_package(MPI REQUIRED COMPONENTS C)
endif()
