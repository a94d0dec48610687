# dequantizer_use_host_headers(<target> <folder>)
#
# Defines <target>, a library of headers in <folder>, if that folder is installed on the build machine. A link leads to it, because
# the other headers beside it are not for the target machine.
function(dequantizer_use_host_headers target folder)
    find_path(DEQUANTIZER_HOST_${folder} ${folder} PATHS /usr/include/eigen3 /usr/include
        NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
    mark_as_advanced(DEQUANTIZER_HOST_${folder})
    if(DEQUANTIZER_HOST_${folder})
        set(links "${CMAKE_BINARY_DIR}/host-headers")
        file(MAKE_DIRECTORY "${links}")
        file(CREATE_LINK "${DEQUANTIZER_HOST_${folder}}/${folder}" "${links}/${folder}" SYMBOLIC)
        add_library(${target} INTERFACE IMPORTED GLOBAL)
        target_include_directories(${target} SYSTEM INTERFACE "${links}")
    endif()
endfunction()
