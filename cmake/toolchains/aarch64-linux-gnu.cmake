# Builds for 64-bit ARM on Debian with g++-aarch64-linux-gnu and the libraries of that architecture; CTest runs the tests in
# qemu-user. See Scripts/test-arm64.sh.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)
# Otherwise pkg-config describes the libraries of this machine.
set(ENV{PKG_CONFIG_LIBDIR} "/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig")
# Not a word about what GCC 10 changed in the calls of functions.
set(CMAKE_CXX_FLAGS_INIT -Wno-psabi)
