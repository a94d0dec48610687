#pragma once

#include <stdexcept>

namespace dequantizer::host
{

/// Why a plugin cannot be run; what() is one sentence for the user.
class HostError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace dequantizer::host
