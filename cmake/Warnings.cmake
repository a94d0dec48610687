# Warnings for our own code. A target links this PRIVATE; code of other projects never sees it.
add_library(dequantizer_warnings INTERFACE)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(dequantizer_warnings INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual)
    if(DEQUANTIZER_WARNINGS_AS_ERRORS)
        target_compile_options(dequantizer_warnings INTERFACE -Werror)
    endif()
elseif(MSVC)
    target_compile_options(dequantizer_warnings INTERFACE /W4)
    if(DEQUANTIZER_WARNINGS_AS_ERRORS)
        target_compile_options(dequantizer_warnings INTERFACE /WX)
    endif()
endif()
