from gc import colect
