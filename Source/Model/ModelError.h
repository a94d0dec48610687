#pragma once

#include <stdexcept>

namespace dequantizer
{

/// A model or its file cannot be used. what() is one sentence for the user.
class ModelError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace dequantizer
