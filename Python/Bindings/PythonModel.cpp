#include "Python/Bindings/PythonModel.h"

#include "Python/Bindings/Arrays.h"

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
constexpr auto operatorName = "K";

// Calls visit(name, matrix) for every learned tensor of a model that owns its parameters alone.
template <typename Visit>
void visitTensors(Model& model, const Visit& visit)
{
    if (model.fourier)
    {
        auto fourier = std::make_shared<FourierModel>(*model.fourier);
        fourier->parameters.forEachTensor(visit);
        model.fourier = std::move(fourier);
        return;
    }
    visit(operatorName, model.K);
    if (model.denseBounds)
    {
        auto bounds = std::make_shared<DenseParameters<float>>(*model.denseBounds);
        bounds->forEachTensor(visit);
        model.denseBounds = std::move(bounds);
    }
}

py::array byRows(const Matrix<float>& matrix)
{
    py::array_t<float, py::array::c_style> array({matrix.rows(), matrix.cols()});
    Eigen::Map<Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        array.mutable_data(), matrix.rows(), matrix.cols()) = matrix;
    return array;
}
} // namespace

PythonModel::PythonModel(Model model) : description(std::move(model))
{
    visitTensors(description, [this](const std::string& name, const Matrix<float>& matrix)
                 { arrays[name.c_str()] = byRows(matrix); });
}

Model PythonModel::assembled() const
{
    auto model = description;
    visitTensors(model, [this](const std::string& name, Matrix<float>& matrix)
                 { matrix = matrixFrom<float>(arrays[name.c_str()], name); });
    validate(model);
    return model;
}

py::array PythonModel::tensor(const std::string& name) const
{
    if (!arrays.contains(name))
        throw py::key_error("the model has no tensor " + name);
    return arrays[name.c_str()];
}

void PythonModel::setTensor(const std::string& name, py::handle value)
{
    std::ignore = tensor(name);
    arrays[name.c_str()] = byRows(matrixFrom<float>(value, name));
}

py::object PythonModel::tensors(const std::string& prefix) const
{
    py::dict selected;
    for (const auto& [name, array] : arrays)
        if (name.cast<std::string>().starts_with(prefix))
            selected[name] = array;
    return py::module_::import("types").attr("MappingProxyType")(selected);
}

} // namespace dequantizer::python
