# Warnings for our own code. Code of other projects is never compiled with them.
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    set(DEQUANTIZER_WARNING_OPTIONS
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
        # A local name may be that of a constant in another source of a unity build; Scripts/lint.sh also finds shadowing.
        $<$<BOOL:${DEQUANTIZER_UNITY_BUILD}>:-Wno-shadow>
        $<$<BOOL:${DEQUANTIZER_WARNINGS_AS_ERRORS}>:-Werror>)
elseif(MSVC)
    set(DEQUANTIZER_WARNING_OPTIONS /W4 $<$<BOOL:${DEQUANTIZER_WARNINGS_AS_ERRORS}>:/WX>)
endif()

# For targets with only our own code: link this PRIVATE.
add_library(dequantizer_warnings INTERFACE)
target_compile_options(dequantizer_warnings INTERFACE ${DEQUANTIZER_WARNING_OPTIONS})

